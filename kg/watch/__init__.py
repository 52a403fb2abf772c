"""`kg build --watch`: what was saved is built again, in the process that built before."""
