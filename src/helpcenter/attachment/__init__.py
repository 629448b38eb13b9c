"""Files that customers add to a case: asked for, uploaded, checked by content, handed to the department."""
