"""Reports that stand alone: the count sheet, the plan's report, the charts of nominations."""
