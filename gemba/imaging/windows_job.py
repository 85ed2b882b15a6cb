"""Confine a child that handles pictures on Windows, which has no rlimits: memory, time, processes of a job object.

On other systems ``confine`` does nothing, because the child limits itself. Written from the documentation of
``SetInformationJobObject``; not tried on a real Windows machine yet (docs/adr/0010-decoder-child.md).
"""

from __future__ import annotations

import subprocess
import sys

MEMORY_BYTES = 900 * 1024 * 1024
CPU_SECONDS = 10


def confine(
    child: subprocess.Popen[bytes], *, memory_bytes: int = MEMORY_BYTES, cpu_seconds: int = CPU_SECONDS
) -> None:
    """Put the child into a job object that ends with this process. Raises OSError where Windows refuses."""
    if sys.platform == "win32":
        _confine_win32(child, memory_bytes, cpu_seconds)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _PROCESS_TIME, _ACTIVE_PROCESS, _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x2, 0x8, 0x100, 0x2000
    _EXTENDED_LIMITS = 9

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("Basic", _Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def _confine_win32(child: subprocess.Popen[bytes], memory_bytes: int, cpu_seconds: int) -> None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None)
        limits = _Extended()
        limits.Basic.LimitFlags = _PROCESS_TIME | _ACTIVE_PROCESS | _PROCESS_MEMORY | _KILL_ON_CLOSE
        limits.Basic.PerProcessUserTimeLimit = cpu_seconds * 10_000_000  # in units of 100 ns
        limits.Basic.ActiveProcessLimit = 1
        limits.ProcessMemoryLimit = memory_bytes
        handle = wintypes.HANDLE(int(child._handle))
        ok = (
            job
            and kernel.SetInformationJobObject(
                wintypes.HANDLE(job), _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
            )
            and kernel.AssignProcessToJobObject(wintypes.HANDLE(job), handle)
        )
        if not ok:
            child.kill()
            raise ctypes.WinError(ctypes.get_last_error())
        # The job lives as long as its handle; it is closed, and the child killed, when this process ends.
        child._gemba_job = job
