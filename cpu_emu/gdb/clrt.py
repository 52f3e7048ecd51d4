# Shows the values of kernels in gdb: one value per lane for lanes, mask, linear, vec and ptr of clrt::cl.
#
#   (gdb) source PREFIX/share/clrt/gdb/clrt.py
#   (gdb) break saxpy.cl:4
#   (gdb) print x
#   $1 = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}
#
# A value of a lane that is off means nothing: `print *active_lanes` shows which are on. The kernel must be built with -g.
import re

import gdb
import gdb.printing

_TYPE = re.compile(r"^clrt::cl::(?:(isa_\w+)::)?(lanes|mask|linear|vec|ptr)<")


def _template(value_or_type):
    """(instruction set, template) of a type of clrt::cl, or (None, None)."""
    kind = value_or_type.type if isinstance(value_or_type, gdb.Value) else value_or_type
    match = _TYPE.match(kind.strip_typedefs().unqualified().name or "")
    return match.groups() if match else (None, None)


def _argument(value, index):
    return value.type.strip_typedefs().unqualified().template_argument(index)


def _lane_count(value):
    """How many lanes a value has; 0 when it is one value for all."""
    _, template = _template(value)
    if template == "mask":
        return int(_argument(value, 0))
    if template in ("lanes", "ptr"):
        return int(_argument(value, 1))
    if template == "linear":
        return int(_argument(value, 2))
    if template == "vec":
        return _lane_count(value["s"][0])
    return 0


def _mask_bit(value, isa, lane):
    if isa == "isa_scalar":
        return bool(value["e"][lane])
    if isa == "isa_avx2":
        return int(value["v"][lane]) != 0
    # AVX-512: bits, which the debug information calls an array of bool.
    byte = bytes(gdb.selected_inferior().read_memory(int(value.address) + lane // 8, 1))[0]
    return (byte >> (lane % 8)) & 1 != 0


def _lane(value, lane):
    """Lane `lane` of a value: a gdb.Value, or text where one lane is a vector."""
    isa, template = _template(value)
    if template == "mask":
        return int(_mask_bit(value, isa, lane))
    if template == "lanes":
        return value["e" if isa == "isa_scalar" else "v"][lane]
    if template == "linear":
        base, stride = value["base"], int(_argument(value, 1))
        if base.type.strip_typedefs().code == gdb.TYPE_CODE_PTR:
            return base + lane * stride
        return (base + lane * stride).cast(base.type)
    if template == "ptr":
        address = _lane(value["a"], lane)
        target = _argument(value, 0)
        return address if isinstance(address, str) else address.cast(target.pointer())
    if template == "vec":
        parts = [_lane(value["s"][k], lane) for k in range(int(_argument(value, 1)))]
        return "(" + ", ".join(str(p) for p in parts) + ")"
    return value


class _PerLane:
    """One element per lane."""

    def __init__(self, value):
        self._value = value

    def display_hint(self):
        return "array"

    def to_string(self):
        return None

    def children(self):
        for lane in range(_lane_count(self._value)):
            yield str(lane), _lane(self._value, lane)


class _Vector:
    """A vector that all lanes share: its components."""

    def __init__(self, value):
        self._value = value

    def display_hint(self):
        return "array"

    def to_string(self):
        return None

    def children(self):
        for k in range(int(_argument(self._value, 1))):
            yield str(k), self._value["s"][k]


class _Printers(gdb.printing.PrettyPrinter):
    def __init__(self):
        super().__init__("clrt")

    def __call__(self, value):
        _, template = _template(value)
        if template is None:
            return None
        return _Vector(value) if template == "vec" and _lane_count(value) == 0 else _PerLane(value)


gdb.printing.register_pretty_printer(gdb.current_objfile(), _Printers(), replace=True)
gdb.execute("set breakpoint pending on")  # a kernel's code is loaded when its program is built
