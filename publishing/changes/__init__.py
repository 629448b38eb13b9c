"""What a change of the repository changes for visitors, in words: two commits, their facts and pages."""
