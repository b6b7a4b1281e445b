"""Measures the programs that tests start, as `noticing.py` asks for: Python imports this file when it starts."""

import os

_kept, _test = os.environ.get("HUSTINGS_MEASURED_INTO"), os.environ.get("PYTEST_CURRENT_TEST")
if _kept and _test:
    import atexit

    import coverage

    # «tests/x.py::test_y (call)»
    _measuring = coverage.Coverage(
        data_file=f"{_kept}/part.{os.getpid()}",
        source=os.environ["HUSTINGS_MEASURED"].split(os.pathsep),
        context=_test.rpartition(" ")[0],
        config_file=False,
    )
    # A warning would stand among what the program says, which the test reads.
    _measuring.set_option("run:disable_warnings", ["no-data-collected"])
    _measuring.start()
    atexit.register(_measuring.save)
    atexit.register(_measuring.stop)
