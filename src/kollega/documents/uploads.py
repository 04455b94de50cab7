"""What a body may weigh on its way in: kept in memory up to the limit, then thrown away as it comes, never on disk."""

import io
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from kollega.documents.terms import LIMIT, READ_OUT


class Bounded(FileUploadHandler):
    """Takes the files of one form, together at most twice the limit; the rest of a larger one is read and forgotten.

    A file that was too large comes to its form empty but with the size it had, so that the form says so and nothing
    that was typed is lost. A body that is larger than anyone waits for is not read at all.
    """

    kept = 0

    def handle_raw_input(
        self, input_data: Any, META: dict, content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:  # fmt: skip
        if content_length > READ_OUT:
            raise RequestDataTooBig("upload")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held: io.BytesIO | None = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.held is None:
            return
        if start + len(raw_data) > LIMIT or self.kept + len(raw_data) > 2 * LIMIT:
            self.kept -= self.held.tell()
            self.held = None
            return
        self.held.write(raw_data)
        self.kept += len(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        size = file_size if self.held else max(file_size, LIMIT + 1)
        held = self.held or io.BytesIO()
        held.seek(0)
        return InMemoryUploadedFile(
            held, self.field_name, self.file_name, self.content_type, size, self.charset, self.content_type_extra
        )
