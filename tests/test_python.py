"""What `import servanda` gives."""

import subprocess
import sys

import pytest

READ = "servanda.read('Agreement between France and Poland\\n\\nFrance shall help.\\n').document.kind"


@pytest.mark.parametrize(
    "program",
    [
        f"import servanda; print({READ}); print({READ})",
        f"import servanda.read.reading, servanda; print({READ})",
        f"from servanda import read; import servanda; print(read('a\\nb').document.text); print({READ})",
        "import servanda; print(next(servanda.read_all(['nowhere.txt'])))",
        "import servanda; print(servanda.__version__)",
    ],
)
def test_the_package_reads(program: str) -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_version_loads_little() -> None:
    program = "import servanda, sys; print('servanda.flow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "False\n"
