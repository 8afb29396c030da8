from .frame import Frame


def frame(request):
    """Context processor: `frame` for templates/base.html."""
    return {"frame": Frame(request)}
