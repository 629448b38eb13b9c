"""What the first visit of an article weighs: ours beside the default themes of other site generators."""
