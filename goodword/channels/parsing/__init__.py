"""Reading mails in a limited child process that is used again and thrown away when it breaks."""

from goodword.channels.parsing.reader import CannotRead, File, Parsed, Reader

__all__ = ["CannotRead", "File", "Parsed", "Reader"]
