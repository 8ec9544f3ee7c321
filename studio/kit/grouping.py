"""Parts bound together, set dressing, cuts."""

import bpy

from kit.meshes import placed


def group(*parts, at=(0, 0, 0), rot=(0, 0, 0), scale=1):
    """Bind parts to one handle that can be moved and turned."""
    e = bpy.data.objects.new("group", None)
    bpy.context.scene.collection.objects.link(e)
    for p in parts:
        for o in p if isinstance(p, (list, tuple)) else [p]:
            o.parent = e
    e.scale = (scale,) * 3
    return placed(e, at, rot)


def prop(*objs):
    """Mark objects as set dressing: they are not used for framing."""
    for o in objs:
        o["prop"] = True
        for c in o.children_recursive:
            c["prop"] = True
    return objs[0]


def cut(obj, tool):
    """Boolean difference; the tool disappears."""
    m = obj.modifiers.new("cut", "BOOLEAN")
    m.object, m.operation, m.solver = tool, "DIFFERENCE", "EXACT"
    if "normals" in obj.modifiers:
        obj.modifiers.move(len(obj.modifiers) - 1, 0)
    tool.hide_render = True
    tool["tool"] = True
    return obj
