"""What may stop a run: one sentence for the operator, in Chinese, and nothing else."""


class ToolkitError(Exception):
    """A mistake of the operator's surroundings (bad scheme, missing template, file open in Excel).

    ``str(error)`` is one Chinese sentence that names the file and says what to do.
    The command line prints it without a traceback and exits with code 3.
    """
