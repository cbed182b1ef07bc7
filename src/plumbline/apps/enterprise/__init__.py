"""Inspections of enterprises 涉企检查: yearly plans, caps, merging, draws, entry codes, what is watched."""
