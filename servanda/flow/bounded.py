"""One reading within a time limit, in a process of its own: what strangers send may be made to take for ever."""

import multiprocessing
from multiprocessing.connection import Connection

from servanda.flow.finding import Source, opened
from servanda.lexicon import load_lexicon
from servanda.model import BadInput, Reading, ServandaError
from servanda.read import read as read_document


def read_bounded(origin: str, content: bytes | str, seconds: float) -> Reading:
    """The reading of a text, or of a file's bytes; BadInput if it cannot be read or takes longer than that."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(theirs, origin, content), daemon=True)
    worker.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise BadInput(origin, f"reading it took longer than {seconds:g} seconds; add it with `servanda add`")
        found = ours.recv()
    except EOFError as error:
        raise BadInput(origin, "cannot be read: the program that read it ended; is the file damaged?") from error
    finally:
        worker.kill()
        worker.join()
        ours.close()
    if isinstance(found, ServandaError):
        raise found
    assert isinstance(found, Reading)
    return found


def _work(pipe: Connection, origin: str, content: bytes | str) -> None:
    lexicon = load_lexicon()
    source = Source(origin, text=content) if isinstance(content, str) else Source(origin, content=content)
    try:
        pipe.send(read_document(opened(source, lexicon), lexicon))
    except BadInput as error:
        pipe.send(error)
    finally:
        pipe.close()
