"""What goes through the pipe between the server and a worker: questions one way, pieces of answers the other."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Literal, TypeAlias

from kg.model.record import record

HEAD = struct.Struct("!cI")  # what kind of frame it is, and how many bytes follow
LARGEST = 16 << 20  # bytes of a frame that is believed; a worker's are far smaller
LINE = 4096  # bytes that a message between the pool and the zygote may have
ASK, PIECE, END = b"Q", b"P", b"E"

# How a question ended: its answer is whole; it is no SPARQL; it was refused or broke off; the answer has no such format.
Ending: TypeAlias = Literal["done", "syntax", "failed", "format"]


@record
class Question:
    """A query and what its answer shall look like.

    `rows` is the format of an answer in rows or of a boolean, `graph` that of a graph, each a name of kg.store.answering;
    empty where the asker takes none. `default` and `named` are the IRIs of the protocol's own data set; both empty: the
    query's. `only_read`: whether it can be read and answered in these formats is all that is asked; the answer has no body, and the
    media type that it would have.
    """

    text: str
    rows: str = "json"
    graph: str = "turtle"
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    only_read: bool = False

    def packed(self) -> bytes:
        """The question as a frame."""
        said = [self.text, self.rows, self.graph, self.default, self.named, self.only_read]
        return frame(ASK, json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    @classmethod
    def unpacked(cls, payload: bytes) -> Question:
        """The question of a frame's payload."""
        text, rows, graph, default, named, only_read = json.loads(payload.decode("utf-8", "surrogatepass"))
        return cls(text=text, rows=rows, graph=graph, default=tuple(default), named=tuple(named), only_read=only_read)


@record
class End:
    """How a question ended. `media` is the media type of a whole answer; `said` and `advice` are what went wrong, by language."""

    ending: Ending
    media: str = ""
    said: tuple[str, str, str] = ("", "", "")
    advice: tuple[str, str, str] = ("", "", "")

    def packed(self) -> bytes:
        """The end as a frame."""
        return frame(END, json.dumps([self.ending, self.media, self.said, self.advice]).encode())

    @classmethod
    def unpacked(cls, payload: bytes) -> End:
        """The end of a frame's payload."""
        ending, media, said, advice = json.loads(payload)
        return cls(ending=ending, media=media, said=tuple(said), advice=tuple(advice))


def frame(kind: bytes, payload: bytes) -> bytes:
    """One frame."""
    return HEAD.pack(kind, len(payload)) + payload


class Frames:
    """Frames out of bytes that arrive in any pieces."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The frames that are whole with these bytes: kind and payload. Raises ValueError for what is no frame."""
        held = self._held
        held += data
        at = 0
        while len(held) - at >= HEAD.size:
            kind, length = HEAD.unpack_from(held, at)
            if kind not in (ASK, PIECE, END) or length > LARGEST:
                raise ValueError("no frame")
            if len(held) - at < HEAD.size + length:
                break
            at += HEAD.size + length
            yield kind, bytes(held[at - length : at])
        del held[:at]
