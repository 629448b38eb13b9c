"""Reading what a file is by its bytes alone, whatever it calls itself.

`check_content` is the way in. Each format has a module that walks the file's structure to its end, and says
what of it is passed on: an image without its hidden data, a PDF whole.

No image or PDF library is used: those that decode (Pillow, pikepdf) bring megabytes of native code, which
would have to be built for the functions' processor, and take the place of a hostile file's favourite victim;
those that only look at the first bytes (filetype, puremagic) let through what is two things at once.
"""

from helpcenter.attachment.content.checking import Checked, check_content, claimed_kind

__all__ = ["Checked", "check_content", "claimed_kind"]
