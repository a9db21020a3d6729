"""Ask torch whether it can use a device, before a model is moved there."""

from __future__ import annotations

from checker.errors import ModelError, first_line


def require_device(device: str) -> None:
    """Raise ModelError E304 when torch cannot use `device` (`cpu`, `cuda`, `cuda:1`, `mps`)."""
    import torch  # seconds, only for named models and devices

    try:
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError, NotImplementedError) as exc:  # torch raises any of these
        raise ModelError(
            f"{device}: torch cannot use this device ({first_line(exc)})",
            code="E304",
            hint="leave --device out to run on the processor",
        ) from exc
