"""Things of known size, set beside a product to show its scale."""
from kit import *

NAMES = {"mug": "a mug", "pencil": "a pencil", "bottle": "a wine bottle", "stool": "a stool", "apple": "an apple",
         "coin": "a coin", "book": "a paperback", "matches": "a matchbox", "egg": "an egg"}


def mug():
    """9 cm mug."""
    m = glaze("#e8e1d4", specks=0)
    body = lathe([(0, .3), (3.6, .3, .2), (4.1, 0, .3), (4.2, 1.2, 1), (4.2, 9.2), (3.85, 9.2), (3.85, 1.5, 1), (3.2, .8), (0, .8)], m, .17)
    handle = tube([(4.0, 0, 7.4), (5.4, 0, 7.7), (6.6, 0, 6.6), (6.6, 0, 4.2), (5.4, 0, 2.7), (4.0, 0, 2.7)], .5, m, ry=.7)
    return group(body, handle, rot=(0, 0, -30))


def pencil():
    """17.5 cm pencil lying down."""
    lac, w, g = paint("#e0a52e", .3, coat=.4), wood("beech", "x"), paint("#2b2b2d", .5)
    hexa = ellipse(.38, n=6)
    return group(sweep([(0, 0, .36), (8, 0, .36), (15.6, 0, .36)], hexa, lac),
                 rod(.36, 1.5, w, 0, at=(15.6, 0, .36), rot=(0, 90, 0), r2=.1),
                 rod(.1, .4, g, 0, at=(17.1, 0, .36), rot=(0, 90, 0), r2=.02), rot=(0, 0, -20))


def bottle():
    """30 cm wine bottle."""
    g = paint("#1d2a1c", .06, coat=.5)
    return lathe([(0, 0), (3.7, 0, .4), (3.7, 19, 3), (1.5, 23.2, 3), (1.45, 30), (0, 30)], g, .2)


def stool():
    """45 cm wooden stool."""
    w = wood("ash", "x")
    parts = [lathe([(0, 43), (15.5, 43), (16, 45), (0, 45.2)], w, .8)]
    for i in range(3):
        a = math.radians(90 + 120 * i)
        parts.append(tube([(9 * math.cos(a), 9 * math.sin(a), 43.5), (15 * math.cos(a), 15 * math.sin(a), .8)], 1.6, wood("ash", "z"), taper=[1.1, .8]))
    return group(*parts)


def apple():
    """7.5 cm apple."""
    n = Nodes()
    n.set(Base_Color=n.mix(n.noise(.35, 4), srgb("#a52a22"), srgb("#c98a35")), Roughness=.28, Subsurface_Weight=.1, Subsurface_Scale=.1)
    body = lathe([(0, .75), (.9, .2), (2.2, .4), (3.4, 2.2), (3.75, 4.2), (3.2, 6.2), (1.9, 6.95), (.8, 6.6), (0, 5.9)], n.material, smooth=True)
    stem = tube([(0, 0, 5.9), (.1, 0, 7), (.4, .1, 7.8)], .14, paint("#4a3522", .7))
    return group(body, stem)


def coin():
    """2.4 cm brass coin with a one on it."""
    m = metal("brass", .3)
    one = Label(1.6, 1.6, None).text(.5, "1", "serif", .8, "#5e4417")
    return group(rod(1.2, .17, m, .04), ring(1.08, .05, m, at=(0, 0, .17)), card(1.6, 1.6, one.paper(rough=.4), at=(0, 0, .185), rot=(0, 0, 0)))


def book():
    """20 cm paperback."""
    return group(box(13, 20, .12, paint("#c4573a", .5), .05), box(12.7, 19.8, 1.7, bisque("#efe8da"), .05, at=(0, 0, .1)),
                 box(13, 20, .12, paint("#c4573a", .5), .05, at=(0, 0, 1.78)), rot=(0, 0, 12))


def matches():
    """5.3 cm matchbox."""
    im = Label(5.3, 3.5, "#c8452f")
    im.frame(.06, "#f3e6c9", .02).text(.4, "ALBA", "bold", .34, "#f3e6c9").text(.75, "SAFETY MATCHES", "sans", .11, "#f3e6c9", spacing=.1)
    return group(box(5.3, 3.5, 1.3, paint("#c8452f", .6), .05), card(5.2, 3.4, im.paper(), at=(0, 0, 1.31), rot=(0, 0, 0)), rot=(0, 0, 20))


def egg():
    """6 cm egg on its side."""
    return lathe([(0, 0), (1.2, .25), (2.0, 1.3), (2.2, 2.6), (1.7, 4.4), (.8, 5.5), (0, 5.8)], bisque("#d9b08c", .5), smooth=True, at=(-2.5, 0, 2.15), rot=(0, 90, 20))
