"""More to wear and to write with: rings, belts, ink, bookends."""
from kit import *
from catalogue import product
from models.desk import bound

ORRIN, CARRY, HARBOUR = "Orrin & Vale", "Carryall Co.", "Paper Harbour"


@product("stacking-rings", "Stacking rings, set of three", ORRIN, "Watches & jewellery/Rings", cove="sky", elev=22, yaw=-16,
         alt="Three thin stacking rings in gold, silver and rose gold on a stone cone", material="recycled gold and silver", variants=False,
         colours={"Mixed": "#e5b95f"}, fill=(.5, .6), focus=(0, -1, 2.4), zoom=2.0, close_alt="hammered, beaded and plain bands")
def stacking_rings(p):
    lathe([(0, 0), (1.5, 0, .1), (1.45, .2, .1), (.62, 4.4, .3), (.3, 4.9, .2), (0, 4.95)], marble("#efece6", "#b3aca2"), .1)

    def at_height(z):
        return 1.45 - (z - .2) * (1.45 - .62) / 4.2 + .06
    z = 1.35
    ring(at_height(z), .11, metal("gold", .14), at=(0, 0, z), rot=(3, 2, 0))
    z, n = 1.85, 46
    g = metal("rose", .16)
    for i in range(n):
        a = 2 * math.pi * i / n
        ball(.105, g, at=(at_height(z) * math.cos(a), at_height(z) * math.sin(a), z + .03 * math.sin(a)))
    m = Nodes().set(Base_Color=srgb("#e6e4e0"), Metallic=1.0, Roughness=.16)
    m.bump(m.add("TexVoronoi", Vector=m.coords(), Scale=11, _feature="SMOOTH_F1").outputs["Distance"], .5, .05)
    ring(at_height(2.35), .12, m.material, at=(0, 0, 2.35), rot=(-3, 2, 0), ry=.16)


@product("pearl-studs", "Pearl ear studs", ORRIN, "Watches & jewellery/Earrings", cove="plum", elev=32, yaw=-20,
         alt="Pair of round pearl ear studs on a small {colour} velvet cushion", material="freshwater pearl, gold",
         colours={"Cream": "#efe6d4", "Grey": "#8d8d96"}, fill=(.62, .5))
def pearl_studs(p):
    c = fabric("#3a2f3d", "felt", 1.5)
    S = 2.6
    sheet(lambda u, v: ((u - .5) * 2 * S * (1 - .05 * (2 * v - 1) ** 2), (v - .5) * 2 * S * (1 - .05 * (2 * u - 1) ** 2),
                        1.0 + .5 * max(0, (1 - abs(2 * u - 1) ** 3) * (1 - abs(2 * v - 1) ** 3)) ** .5), c, 60, 60)
    sheet(lambda u, v: ((u - .5) * 2 * S * (1 - .05 * (2 * v - 1) ** 2), (v - .5) * 2 * S * (1 - .05 * (2 * u - 1) ** 2),
                        1.0 - 1.0 * max(0, (1 - abs(2 * u - 1) ** 4) * (1 - abs(2 * v - 1) ** 4)) ** .4), c, 60, 60)
    n = Nodes()
    f = n.add("LayerWeight", Blend=.35).outputs["Facing"]
    n.set(Base_Color=n.mix(f, srgb(p.colour), srgb(shade(p.colour, 1.4))), Roughness=.16, Coat_Weight=.6, Subsurface_Weight=.15, Subsurface_Scale=.05, Sheen_Weight=.2)
    for x, y, t in ((-.95, .3, 20), (1.0, -.35, -30)):
        parts = [ball(.62, n.material, at=(0, 0, .62)), lathe([(0, -.02), (.3, 0), (.34, .12), (.2, .2)], metal("gold", .14), .04)]
        group(*parts, at=(x, y, 1.46), rot=(18, 0, t))


@product("cuff-bracelet", "Open cuff bracelet", ORRIN, "Watches & jewellery/Bracelets", cove="moss", elev=30, yaw=-24,
         alt="Open {colour} cuff bracelet with a softly hammered surface", material="brass or silver",
         colours={"Brass": "#d3a655", "Silver": "#e6e4e0"}, fill=(.64, .5), focus=(-2.2, -2.0, 1.2), zoom=2.2, close_alt="hammered surface and rounded end",
         beside="coin")
def cuff_bracelet(p):
    n = Nodes().set(Base_Color=srgb(p.colour), Metallic=1.0, Roughness=.18)
    n.bump(n.add("TexVoronoi", Vector=n.coords(), Scale=2.6, _feature="SMOOTH_F1").outputs["Distance"], .5, .12)
    a = np.radians(np.linspace(-68, 248, 120))
    P = np.stack([3.2 * np.cos(a), 2.7 * np.sin(a), 0 * a + 1.25], 1)
    s = np.linspace(-1, 1, 120)
    sc = np.sqrt(np.clip(1 - np.clip((np.abs(s) - .95) / .05, 0, 1) ** 2, .02, 1)) * (1 - .25 * np.abs(s))
    sweep(P, rrect(.2, 2.5, .09), n.material, sc, fixed_up=True, up=(0, 0, 1))


@product("leather-belt", "Full-grain leather belt", CARRY, "Bags/Wallets", cove="slate", elev=34, yaw=-14,
         alt="Coiled {colour} leather belt with a brass buckle", material="leather, brass",
         colours={"Cognac": "#8a4a22", "Black": "#262424"}, fill=(.72, .52), focus=(5.4, -4.2, 2), zoom=2.2, close_alt="brass buckle and stitched loop", beside="matches")
def leather_belt(p):
    l, b = leather(p.colour, .4, 1.4), metal("brass", .2)
    t = np.linspace(0, 1, 420)
    a = t * 2 * np.pi * 3.6
    r = 2.2 + .52 * a / (2 * np.pi) * 1.05
    end = np.stack([r * np.cos(a), r * np.sin(a), 0 * a + 1.75], 1)
    k = end[-1] - end[-2]
    k /= np.linalg.norm(k)
    tail = np.array([end[-1] + k * q + np.array([.0, 0, 0]) for q in np.linspace(.1, 6.0, 30)])
    P = np.vstack([end, tail])
    sweep(P, rrect(.36, 3.4, .15), l, fixed_up=True, up=(0, 0, 1))
    th = paint("#e6d3b0", .7)
    d = np.cross(k, (0, 0, 1))
    tip = P[-1]
    for z in (.35, 3.15):
        for q in np.linspace(.2, 4.2, 16):
            c = tip - k * q + d * .2
            tube([(c[0], c[1], z), tuple(np.array([c[0], c[1], z]) - k * .16)], .035, th, seg=6)
    ang = math.degrees(math.atan2(k[1], k[0]))
    f = [tube([(0, 0, -2.2), (3.0, 0, -2.2)], .3, b), tube([(0, 0, 2.2), (3.0, 0, 2.2)], .3, b), tube([(0, 0, -2.2), (0, 0, 2.2)], .3, b), tube([(3.0, 0, -2.2), (3.0, 0, 2.2)], .34, b),
         tube([(0, .1, 0), (1.6, .3, 0), (3.2, .35, 0)], .2, b)]
    group(*f, at=tuple(tip + np.array([0, 0, 0])), rot=(0, 0, ang))
    loop = prism(rrect(1.5, 3.7, .2), .9, l, .15)
    group(loop, at=tuple(tip - k * 2.0 + np.array([0, 0, 0]) - np.array([0, 0, 0])), rot=(90, 0, ang)).location.z = 1.75


@product("ink-bottle", "Bottled ink 50 ml", HARBOUR, "Stationery/Pens", cove="stone", elev=14, yaw=-18,
         alt="Square glass bottle of {colour} ink with a black cap", material="glass, paper",
         colours={"Indigo": "#1f2f6b", "Oxblood": "#6b1a22", "Moss": "#3f5a2f"}, fill=(.56, .56), focus=(0, -2.6, 2.6), zoom=1.9, close_alt="printed label", beside="pencil")
def ink_bottle(p):
    g = glass("#f4f8f8")
    prism(rrect(5.6, 5.6, 1.0), 4.6, g, .45, segments=6)
    prism(rrect(4.9, 4.9, .8), 3.6, Nodes().set(Base_Color=srgb(p.colour), Roughness=.05, Coat_Weight=.5).material, .3, at=(0, 0, .5), segments=4)
    lathe([(1.7, 4.4), (1.5, 4.9, .2), (1.4, 5.4), (0, 5.4)], g, .2)
    k = paint("#18181a", .3)
    rod(1.9, 2.0, k, .2, at=(0, 0, 5.2))
    for i in range(40):
        a = 2 * math.pi * i / 40
        box(.12, .1, 1.6, k, 0, at=(1.9 * math.cos(a), 1.9 * math.sin(a), 5.4), rot=(0, 0, math.degrees(a)))
    lb = Label(4.4, 3.0, "#f3ecdd").frame(.05, p.colour, .014).text(.3, p.colour_name, "serif", .26, p.colour).text(.56, "PAPER HARBOUR", "bold", .1, "#3a342d", spacing=.12).rule(.7, .3, .7, p.colour, .012).text(.84, "fountain pen ink  ·  50 ml", "sans", .09, "#3a342d")
    card(4.0, 2.7, lb.paper(), at=(0, -2.83, 2.35))


@product("bookends", "Arched bookends, pair", HARBOUR, "Stationery/Desk", cove="clay", elev=14, yaw=-22,
         alt="Pair of {colour} arch bookends holding four cloth-bound books", material="cast stone",
         colours={"Terrazzo": "#e9e3d8", "Sage": "#93a58b"}, fill=(.8, .52), focus=(-11, -5, 9), zoom=2.2, close_alt="rounded arch and stone chips")
def bookends(p):
    m = terrazzo() if p.colour_name == "Terrazzo" else bisque(p.colour, .7)

    def arch(x, turn):
        a = np.linspace(0, np.pi, 40)
        outer = [(7 * math.cos(t), 8 + 7 * math.sin(t)) for t in a] + [(-7, 0)]
        inner = [(-3, 0)] + [(3 * math.cos(t), 8 + 3 * math.sin(t)) for t in a[::-1]] + [(3, 0), (7, 0)]
        o = prism(np.array(outer + inner), 4.2, m, .35, rot=(90, 0, 0), at=(0, 2.1, 0))
        return group(o, at=(x, 0, 0), rot=(0, 0, turn))
    arch(-9.6, 90)
    arch(9.6, 90)
    x = -7.3
    for c, w, h, t in (("#33456b", 14, 20, 3.2), ("#b15a38", 13, 18.5, 4.0), ("#d0a13c", 14, 19.4, 2.8), ("#2f5560", 13.4, 20.4, 4.0)):
        g = group(*bound(w, h, t, fabric(c, "linen", 2.2)), rot=(0, 90, 0))
        prop(group(group(g, rot=(0, 0, 90)), at=(x + t / 2, 0, h / 2 + .1)))
        x += t + .15


@product("sketchbook", "Landscape sketchbook", HARBOUR, "Stationery/Notebooks", cove="sage", elev=38, yaw=20,
         alt="Landscape sketchbook with {colour} cloth cover and a graphite stick", material="cloth, paper",
         colours={"Charcoal": "#3a3b3c", "Mustard": "#c8963e"}, fill=(.8, .52), focus=(6, -7, 2), zoom=2.2, close_alt="cloth, deckled pages and graphite", close_elev=26)
def sketchbook(p):
    m = fabric(p.colour, "canvas", 2.4)
    group(*bound(27, 19, 1.6, m, page="#f4efe2", overhang=.1))
    ink = "#efe6d2"
    lb = Label(8, 2.4, None).text(.42, "sketches", "hand", .72, ink).rule(.85, .2, .8, ink, .02)
    card(7.4, 2.2, lb.paper(rough=.6, grain=0), at=(1, 1, 1.63), rot=(0, 0, 0))
    rod(.45, 9, paint("#4a4b4e", .35, metal=.4), .08, at=(-8, -5.6, 2.1), rot=(0, 90, 12))
    tube([(-13.2, -7, 1.0), (-13.2, 0, 1.9), (-13.2, 7, 1.0)], .2, paint(shade(p.colour, .6), .7))
