"""Many tasks at once: in processes or threads of one machine, or on a Dask cluster. The answer is the same anywhere."""
