"""More for larder and bathroom: salt, wine, vinegar, biscuits, bath salts, brushes."""
from kit import *
from catalogue import product

LARDER, FJORD = "Larder Lane", "Fjord & Field"


@product("sea-salt", "Flaky sea salt", LARDER, "Food & drink/Oil & vinegar", cove="sky", elev=12, yaw=-6,
         alt="Stoneware jar of flaky sea salt with an oak lid and a little spoon", material="stoneware, oak", variants=False,
         colours={"Plain": "#e8e2d6"}, fill=(.68, .54), focus=(0, -4, 5), zoom=1.9, close_alt="label tied with string", beside="egg")
def sea_salt(p):
    lathe([(0, 0), (4.3, 0, .5), (4.5, 1.0, .5), (4.5, 8.2, .5), (4.0, 8.9, .2), (0, 8.9)], glaze(p.colour, .25, .7), .3)
    lathe([(0, 0), (4.3, 0, .12), (4.3, 1.4, .4), (0, 1.4)], wood("oak", "x"), .3, at=(0, 0, 8.9))
    lathe([(0, 0), (.6, 0), (.8, 1.2), (0, 1.3)], wood("oak", "x"), .25, at=(0, 0, 10.3))
    ring(4.2, .14, bisque("#c9a873"), at=(0, 0, 8.55))
    lb = Label(8, 4, "#f3ecdd").frame(.04, "#2f5560", .01).text(.26, "LARDER LANE", "bold", .09, "#2f5560", spacing=.2).text(.55, "Sea salt", "serif", .26, "#2f5560").text(.82, "hand-raked flakes  ·  200 g", "sans", .085, "#5a665d")
    wrap(4.53, 1.6, 6.4, 100, lb.paper())
    salt = Nodes().set(Base_Color=srgb("#fbfaf6"), Roughness=.35, Transmission_Weight=.15).material
    for _ in range(60):
        x, y = p.rng.gauss(-3.6, 1.3), p.rng.gauss(-7.6, .8)
        s = p.rng.uniform(.18, .42)
        prop(box(s, s, s * .35, salt, .02, at=(x, y, p.rng.uniform(0, .2)), rot=(p.rng.uniform(-25, 25), p.rng.uniform(-25, 25), p.rng.uniform(0, 90))))
    sp = group(lathe([(0, 0), (1.0, .25, .3), (1.25, .7, .1), (1.1, .7, .1), (.9, .4, .3), (0, .22)], wood("beech", "x"), .1),
               tube([(1.1, 0, .55), (3.4, 0, .9), (6.4, 0, .7)], .28, wood("beech", "x"), taper=[.8, .7, 1.1]), at=(2.6, -7.4, .02), rot=(0, 0, -18))
    prop(sp)


@product("white-wine", "White wine 0.75 l", LARDER, "Food & drink/Wine", cove="moss", elev=7, yaw=-5,
         alt="Bottle of white wine in green glass with a pale label, two green apples beside it", material="glass, paper", variants=False,
         colours={"Riesling": "#6f8a4a"}, fill=(.56, .74), focus=(0, -3.8, 11), zoom=2.2, close_alt="label with a river in two greens")
def white_wine(p):
    g = glass("#b9c77a", shadow=.8)
    lathe([(0, .5), (2.6, .4), (3.2, 0, .3), (3.7, .3, .5), (3.7, 17.0, 4), (1.5, 25.0, 4), (1.42, 31), (1.2, 31), (1.2, 25, 4), (3.4, 16.8, 4), (3.4, .9, .5), (0, 1.1)], g, .4)
    lathe([(0, 1.15), (3.38, .95, .4), (3.38, 16.8, 3), (1.9, 22.0), (0, 22.0)], Nodes().set(Base_Color=srgb("#dfd48a"), Roughness=0, IOR=1.34, Transmission_Weight=.9).material, .3)
    lathe([(1.5, 25.2), (1.52, 25.25), (1.5, 31.6, .2), (0, 31.6)], paint("#2f4a35", .35, metal=.4), .1)
    lb = Label(9, 9, "#f6f1e2").text(.14, "WEINGUT AM STEG", "sans", .052, "#2f4a35", spacing=.3)
    for k, (c, y) in enumerate((("#a9bf8a", .36), ("#6f945f", .43), ("#39603f", .5))):
        pts = catmull([(0, y), (.2, y - .08 + .03 * k), (.45, y + .03), (.7, y - .06), (1, y + .02)])
        lb.draw.polygon([(lb.W * (.1 + .8 * a), lb.H * b) for a, b in pts] + [(lb.W * .9, lb.H * .6), (lb.W * .1, lb.H * .6)], fill=c)
    lb.text(.72, "Riesling", "serif", .14, "#2f4a35").text(.87, "DRY  ·  2024  ·  750 ml", "sans", .05, "#2f4a35", spacing=.1)
    wrap(3.73, 4.5, 12.6, 128, lb.paper())
    n = Nodes().set(Base_Color=srgb("#9fb54a"), Roughness=.25, Coat_Weight=.4, Subsurface_Weight=.1, Subsurface_Scale=.1)
    for x, y, a in ((7.4, 1.2, 10), (5.4, -4.6, 120)):
        body = lathe([(0, .75), (.9, .2), (2.2, .4), (3.3, 2.2), (3.6, 4.2), (3.1, 6.0), (1.9, 6.7), (.8, 6.4), (0, 5.7)], n.material, smooth=True)
        stem = tube([(0, 0, 5.7), (.1, 0, 6.9), (.4, .1, 7.6)], .14, paint("#4a3522", .7))
        prop(group(body, stem, at=(x, y, 0), rot=(0, 0, a)))


@product("balsamic", "Aged balsamic vinegar", LARDER, "Food & drink/Oil & vinegar", cove="rust", elev=10, yaw=-14,
         alt="Small square bottle of dark balsamic vinegar with a wax-dipped neck", material="glass, wax", variants=False,
         colours={"Dark": "#2a1414"}, fill=(.48, .66), focus=(0, -3, 9), zoom=2.0, close_alt="label and dark vinegar", beside="egg")
def balsamic(p):
    g = Nodes().set(Base_Color=srgb("#1d0c0a"), Roughness=.03, IOR=1.5, Coat_Weight=.7).material
    prism(rrect(6.2, 6.2, 1.4), 9.6, g, .7, segments=6)
    lathe([(2.7, 9.2), (2.4, 10.2), (1.35, 11.2), (1.2, 12.4), (1.2, 14.8), (0, 14.8)], g, smooth=True)
    wx = paint("#8f2a24", .25, coat=.3)
    lathe([(1.25, 12.9), (1.4, 13.1, .1), (1.45, 16.4, .3), (1.2, 17.2, .3), (0, 17.3)], wx, .15)
    for k in range(7):
        a = 2 * math.pi * k / 7 + .3
        d = p.rng.uniform(.4, 1.4)
        tube([(1.32 * math.cos(a), 1.32 * math.sin(a), 13.3), (1.3 * math.cos(a), 1.3 * math.sin(a), 13.0 - d)], .26, wx)
    lb = Label(5.2, 6.4, "#efe4cc").frame(.05, "#6d1a25", .008).text(.2, "Aceto", "hand", .13, "#6d1a25").text(.42, "Balsamico", "serif", .13, "#2b1512").rule(.54, .25, .75, "#6d1a25", .005)
    lb.text(.64, "AGED 6 YEARS", "bold", .05, "#2b1512", spacing=.15).text(.78, "LARDER LANE", "sans", .045, "#6d1a25", spacing=.2).text(.88, "250 ml", "sans", .045, "#2b1512")
    card(4.7, 5.8, lb.paper(), at=(0, -3.12, 4.9))


@product("shortbread", "Butter shortbread in a tin", LARDER, "Food & drink/Chocolate", cove="butter", elev=28, yaw=-12,
         alt="Open {colour} tin of round butter biscuits, the lid leaning against it", material="tinplate", variants=False,
         colours={"Blue": "#2f5577"}, fill=(.78, .54), focus=(1, -5, 6), zoom=2.1, close_alt="golden biscuits with a fluted edge")
def shortbread(p):
    m, inside = paint(p.colour, .28, metal=.25), metal("#d9d3c4", .3)
    lathe([(0, 0), (8.2, 0, .3), (8.2, 5.6, .1), (8.0, 5.7), (7.9, 5.6), (7.9, .5), (0, .4)], m, .15)
    lathe([(0, .42), (7.85, .5), (7.85, 5.5)], inside, .1)
    paper = bisque("#f4eee0", .8)
    sheet(lambda u, v: ((6.9 + 1.5 * v + .12 * math.sin(u * 150) * v) * math.cos(u * 2 * math.pi), (6.9 + 1.5 * v + .12 * math.sin(u * 150) * v) * math.sin(u * 2 * math.pi), 3.9 + 2.6 * v), paper, 220, 6, .05)
    n = Nodes()
    n.set(Base_Color=n.mix(n.noise(.8, 4), srgb("#c98f48"), srgb("#e6bf7e")), Roughness=.75).bump(n.noise(5, 4), .5, .08)

    def biscuit(x, y, z, tilt, turn):
        a = np.linspace(0, 2 * np.pi, 120, endpoint=False)
        r = 2.35 + .13 * np.cos(18 * a)
        b = prism(np.stack([r * np.cos(a), r * np.sin(a)], 1), .9, n.material, .22)
        dots = [rod(.13, .1, paint("#9a6428", .8), 0, at=(1.1 * math.cos(k), 1.1 * math.sin(k), .84), seg=10) for k in np.linspace(0, 5.2, 6)]
        group(b, *dots, at=(x, y, z), rot=(tilt, tilt * .6, turn))
    for k in range(6):
        a = 2 * math.pi * k / 6 + .2
        biscuit(4.5 * math.cos(a), 4.5 * math.sin(a), 4.6 + .15 * (k % 2), p.rng.uniform(-9, 9), 40 * k)
    biscuit(.2, 0, 5.6, 5, 10)
    biscuit(-9.2, -8.2, 0, 0, 25)
    ink = "#f3e4bb"
    lb = Label(14, 14, p.colour).dot(.5, .5, .46, None, ink, .006).dot(.5, .5, .43, None, ink, .003).text(.36, "Butter", "serif", .13, ink).text(.5, "shortbread", "serif", .13, ink).sprig(.5, .68, .16, ink, 5).text(.85, "LARDER LANE  ·  300 g", "sans", .03, ink, spacing=.2, fit=.5)
    lid = [lathe([(8.35, 0), (8.4, .1), (8.4, 1.8, .3), (0, 1.8)], m, .15), disc(7.6, lb.paper(rough=.3, metal=.2, grain=0), at=(0, 0, 1.8), rot=(0, 0, 0))]
    group(*lid, at=(9.6, 4.4, 7.4), rot=(68, 0, 42))


@product("bath-salts", "Bath salts in a jar", FJORD, "Bath/Body care", cove="lilac", elev=11, yaw=-8, ambient=1.15,
         alt="Glass jar of {colour} bath salts with a cork and a wooden scoop", material="glass, cork",
         colours={"Rose": "#e3a9a4", "Eucalyptus": "#a9c7ae"}, fill=(.66, .6), focus=(0, -5, 7), zoom=1.9, close_alt="grains of salt behind the label", beside="egg")
def bath_salts(p):
    lathe([(0, .5), (4.8, .5, .4), (5.2, 1.1, .6), (5.2, 10.8, 1.4), (4.2, 12.4, .4), (4.2, 13.4, .1), (3.9, 13.4, .1), (3.9, 12.3, .4), (4.9, 10.6, 1.2), (4.9, 1.4, .6), (0, 1.0)], glass("#f8fbfa"), .2)
    n = Nodes()
    c = n.add("TexVoronoi", Vector=n.coords(), Scale=5.2, Randomness=1.0, _distance="CHEBYCHEV")
    tone = n.mix(n.ramp(n.noise(2.6, 1), (.4, 0), (.6, 1)), srgb(shade(p.colour, .93)), srgb(shade(p.colour, 1.5)))
    n.set(Base_Color=tone, Roughness=.25, Subsurface_Weight=.3, Subsurface_Scale=.15)
    n.bump(n.math("SUBTRACT", 1.0, c.outputs["Distance"]), .5, .09)
    lathe([(0, 1.05), (4.86, 1.4, .6), (4.88, 9.9, .6), (2.0, 10.6), (0, 10.4)], n.material, .2)
    k = Nodes()
    k.set(Base_Color=k.mix(k.ramp(k.noise(3.4, 4), (.52, 0), (.62, 1)), srgb("#c99c68"), srgb("#8a6238")), Roughness=.8)
    rod(3.85, 3.2, k.material, .3, at=(0, 0, 12.2), r2=4.2)
    lb = Label(8, 4.6, "#f3ecdf").text(.2, "FJORD & FIELD", "bold", .07, spacing=.18).text(.48, p.colour_name, "serif", .2).text(.68, "bath salts", "serif", .14).text(.87, "400 g", "sans", .07)
    wrap(5.23, 3.0, 7.6, 90, lb.paper(rough=.55))
    w = wood("beech", "x", .45)
    sc = [lathe([(0, 0), (1.6, .3, .4), (1.8, 1.3, .1), (1.6, 1.3, .1), (1.3, .6, .4), (0, .4)], w, .1), tube([(1.5, 0, 1.0), (4.4, 0, 1.5), (7.4, 0, 1.2)], .34, w, taper=[.9, .8, 1.2])]
    prop(group(*sc, at=(-4.6, -8.4, 0), rot=(0, 0, 8)))
    for _ in range(26):
        s = p.rng.uniform(.2, .42)
        prop(box(s, s, s, n.material, .06, at=(p.rng.gauss(-4.4, 1.7), p.rng.gauss(-8.5, .7), .02), rot=(0, 0, p.rng.uniform(0, 90))))


@product("toothbrush-set", "Beech toothbrushes with cup", FJORD, "Bath/Accessories", cove="sage", elev=12, yaw=0,
         alt="{colour} ceramic cup with three beech toothbrushes", material="stoneware, beech",
         colours={"Chalk": "#e8e3d8", "Sea blue": "#4f7f94"}, fill=(.5, .68), focus=(0, -3, 13), zoom=2.0, close_alt="bristles of the three brushes", beside="matches")
def toothbrush_set(p):
    lathe([(0, 0), (3.5, 0, .5), (3.8, .8, .5), (3.8, 9.4, .2), (3.4, 9.4, .2), (3.3, .9, .4), (0, .8)], glaze(p.colour, .2, .5), .3)
    for i, (az, c) in enumerate(((200, "#f3ede0"), (325, "#e3c9a6"), (95, "#3b3c3f"))):
        a = math.radians(az)
        d = np.array([math.cos(a) * .2, math.sin(a) * .2, 1])
        d /= np.linalg.norm(d)
        b = np.array([-1.2 * math.cos(a), -1.2 * math.sin(a), 1.0])
        w = wood("beech", "z", .4, scale=1.4)
        P = np.array([b + d * t for t in np.linspace(0, 18.5, 40)])
        s = np.linspace(0, 1, 40)
        size = np.interp(s, [0, .1, .55, .72, .82, .97, 1], [.8, 1.05, 1.0, .62, 1.0, 1.0, .5])
        sweep(P, ellipse(.36, .62, 18), w, size, up=(math.cos(a), math.sin(a), 0), flatten=False)
        out = np.array([math.cos(a), math.sin(a), -.2])
        side = np.cross(out, d)
        br = bisque(c, .6)
        for r in range(9):
            for q in (-1, 0, 1):
                at = b + d * (15.2 + r * .36) + side * q * .3
                tube([at, at + out * 1.35], .14, br, seg=8, smooth=False)
