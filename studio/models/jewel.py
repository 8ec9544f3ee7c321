"""Watches and jewellery."""
from catalogue import product
from kit import *

ORRIN = "Orrin & Vale"


@product("wrist-watch", "Field watch 38 mm", ORRIN, "Watches & jewellery/Watches", cove="ink", elev=42, yaw=-18,
         alt="Steel field watch with {colour} dial and leather strap on a grey display cushion", material="steel, leather, sapphire glass",
         colours={"White": "#f2eee4", "Navy": "#1f2d47", "Forest": "#23402f"}, fill=(.66, .64), focus=(0, -.6, 6.8), zoom=1.9, close_alt="dial, hands and crown", close_elev=50)
def wrist_watch(p):
    st, l = metal("#c9cacb", .18), leather("#7a4526" if p.colour_name != "Forest" else "#3a2a20", .5, 4)
    ink = "#23211f" if p.colour_name == "White" else "#f0e9d8"
    lb = Label(10, 10, p.colour)
    for i in range(60):
        a = math.radians(6 * i)
        r0 = .45 if i % 5 else .42
        lb.draw.line([(lb.W * (.5 + r0 * math.sin(a)), lb.H * (.5 - r0 * math.cos(a))), (lb.W * (.5 + .475 * math.sin(a)), lb.H * (.5 - .475 * math.cos(a)))], fill=ink, width=6 if i % 5 else 14)
    for i in range(1, 13):
        a = math.radians(30 * i)
        lb.draw.text((lb.W * (.5 + .345 * math.sin(a)), lb.H * (.5 - .345 * math.cos(a))), str(i), font=font("techbold", 130), fill=ink, anchor="mm")
    lb.text(.33, "ORRIN & VALE", "bold", .032, ink, spacing=.1).text(.68, "AUTOMATIC", "sans", .026, ink, spacing=.2)
    c = [lathe([(0, 0), (1.6, 0, .1), (1.9, .25, .12), (1.92, .75, .1), (1.72, .98, .06), (1.62, .98, .04), (1.58, .8), (0, .8)], st, .06),
         disc(1.585, lb.paper(rough=.35, grain=0), at=(0, 0, .805), rot=(0, 0, 0)),
         lathe([(0, 1.02), (1.3, 1.0), (1.6, .95), (1.6, .9), (0, .94)], glass("#ffffff", ior=1.12), .03)]
    hand = metal("#d8d8d6", .25) if p.colour_name != "White" else paint("#23211f", .3)
    for L, w, deg, z in ((.82, .075, 305, .85), (1.25, .055, 50, .87)):
        c.append(prism([(-w, -.2), (w, -.2), (w, L * .8), (0, L), (-w, L * .8)], .015, hand, 0, at=(0, 0, z), rot=(0, 0, -deg)))
    c.append(prism([(-.018, -.35), (.018, -.35), (.012, 1.35), (-.012, 1.35)], .01, paint("#c8452f", .4), 0, at=(0, 0, .89), rot=(0, 0, -195)))
    c.append(rod(.09, .1, st, .02, at=(0, 0, .85), seg=24))
    c.append(lathe([(0, 0), (.28, 0), (.3, .05), (.3, .42), (.26, .48), (0, .5)], st, .04, seg=24, at=(1.9, 0, .5), rot=(0, 90, 0)))
    for sx in (-1, 1):
        for sy in (-1, 1):
            c.append(tube([(sx * 1.08, sy * 1.4, .55), (sx * 1.12, sy * 2.0, .45), (sx * 1.12, sy * 2.35, .12)], .19, st, ry=.26, seg=14))
    R = 3.3
    group(*c, at=(0, 0, 2 * R - .1))
    t = np.radians(np.linspace(24, -204, 70))
    arc = np.stack([(R + .13) * np.cos(t), R + (R + .13) * np.sin(t)], 1)
    path = np.vstack([catmull([(2.25, 2 * R + .1), (2.62, 2 * R - .28), (3.0, R + 2.2), arc[0]], 12)[:-1], arc,
                      catmull([arc[-1], (-3.0, R + 2.2), (-2.62, 2 * R - .28), (-2.25, 2 * R + .1)], 12)[1:]])
    P = np.stack([0 * path[:, 0], path[:, 0], path[:, 1]], 1)
    sweep(P, rrect(.24, 1.85, .09), l, fixed_up=True, up=(1, 0, 0))
    d = np.r_[0, np.cumsum(np.linalg.norm(np.diff(P, axis=0), axis=1))]
    T = np.gradient(P, axis=0)
    T /= np.linalg.norm(T, axis=1, keepdims=True)
    out = np.stack([0 * T[:, 0], -T[:, 2], T[:, 1]], 1)
    out *= np.sign(np.sum(out * (P - (0, 0, R)), 1))[:, None]
    Q = P + out * .125
    thread = paint("#e6d3b0", .7)
    for x in (-.76, .76):
        for start in (.25, d[-1] - 5.2):
            for q in np.arange(start, start + 5, .17):
                ends = [[np.interp(v, d, Q[:, k]) for k in range(3)] for v in (q, q + .1)]
                tube([(x, *e[1:]) for e in ends], .028, thread, seg=6)
    rod(R, 5.6, bisque("#a9a49b"), .5, at=(-2.8, 0, R), rot=(0, 90, 0))


@product("signet-ring", "Signet ring", ORRIN, "Watches & jewellery/Rings", cove="blush", elev=24, yaw=-22,
         alt="{colour} signet ring standing on a small marble block", material="gold vermeil",
         colours={"Gold": "#e5b95f", "Silver": "#e6e4e0", "Rose gold": "#dfa48c"}, fill=(.56, .58), key=1.05, focus=(0, 0, 2.9), zoom=2.2, close_elev=38, close_alt="engraved letter", beside="coin")
def signet_ring(p):
    m = metal(p.colour, .14)
    a = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    up = np.clip(np.sin(a), 0, 1) ** 3
    R = .95
    P = np.stack([R * np.cos(a), 0 * a, R * np.sin(a)], 1)
    parts = [sweep(P, ellipse(.13, .24, 28), m, 1 + 1.15 * up, closed=True, fixed_up=True, up=(0, 1, 0), flatten=False)]
    parts.append(lathe([(0, 0), (.52, 0, .05), (.56, .16, .06), (.5, .2, .02), (.46, .185), (0, .185)], m, .04, at=(0, 0, R + .12)))
    lb = Label(1, 1, None).text(.5, "V", "serif", .8, shade(p.colour, .45))
    parts.append(card(.62, .62, lb.paper(rough=.35, metal=.6, grain=0), at=(0, 0, R + .309), rot=(0, 0, 0)))
    b = marble("#efece6", "#b3aca2")
    box(3.4, 2.4, .9, b, .08)
    group(*parts, at=(0, 0, .9 + R + .12), rot=(0, 0, -14))


@product("solitaire-ring", "Solitaire ring", ORRIN, "Watches & jewellery/Rings", cove="plum", elev=20, yaw=-18,
         alt="{colour} ring with a brilliant-cut clear stone held by four claws, on black stone", material="gold, moissanite",
         colours={"Gold": "#e5b95f", "Platinum": "#dcdcda"}, fill=(.5, .56), ambient=1.6, focus=(0, 0, 2.7), zoom=2.6, close_elev=30, close_alt="stone in four claws", beside="coin")
def solitaire_ring(p):
    m = metal(p.colour, .1)
    R = .92
    band = ring(R, .1, m, rot=(90, 0, 0), ry=.13)
    g = Nodes().set(Base_Color=(1, 1, 1, 1), Roughness=0, IOR=2.0, Transmission_Weight=.9, Coat_Weight=.6).material
    r = .42
    stone = lathe([(0, -.36), (r, 0), (r, .04), (r * .6, .16), (0, .16)], g, 0, seg=16)
    stone.data.shade_flat()
    stone.modifiers.clear()
    top = [stone]
    for i in range(4):
        a = math.radians(45 + 90 * i)
        top.append(tube([(0, 0, -.52), (.3 * math.cos(a), .3 * math.sin(a), -.25), (.45 * math.cos(a), .45 * math.sin(a), .02), (.39 * math.cos(a), .39 * math.sin(a), .1)], .042, m, seg=12))
    gg = group(*top, at=(0, 0, R + .5))
    group(band, gg, at=(0, 0, .8 + R + .09), rot=(0, 0, 12))
    box(3.0, 2.2, .8, paint("#1d1d1f", .12, coat=.5), .08)


@product("bead-bracelet", "Stone bead bracelet", ORRIN, "Watches & jewellery/Bracelets", cove="sand", elev=38, yaw=0,
         alt="Bracelet of {colour} beads with brass spacers", material="semi-precious stone, brass",
         colours={"Jade": "#6f9a80", "Onyx": "#1e1e20", "Lapis": "#27457f", "Coral": "#cf6a55"}, fill=(.7, .5), focus=(0, -3, .5), zoom=2.1, close_alt="polished beads", beside="coin")
def bead_bracelet(p):
    n, R = 22, 3.05
    for i in range(n):
        a = 2 * math.pi * (i + .5) / n
        at = (R * math.cos(a), R * math.sin(a), .42)
        if i % 11 == 5:
            lathe([(.1, -.3), (.36, -.3, .06), (.42, 0, .1), (.36, .3, .06), (.1, .3)], metal("brass", .18), .08, at=at, rot=(90, 0, math.degrees(a)), seg=40)
        else:
            g = Nodes()
            c = g.mix(g.noise(1.6, 4, g.coords(rot=(i * 30, i * 50, 0)), distortion=1), srgb(shade(p.colour, .75)), srgb(shade(p.colour, 1.25)))
            g.set(Base_Color=c, Roughness=.1, Coat_Weight=.5)
            ball(.42, g.material, at=at)


@product("hoop-earrings", "Hammered hoop earrings", ORRIN, "Watches & jewellery/Earrings", cove="lilac", elev=16, yaw=-16,
         alt="Pair of {colour} hammered hoop earrings, one standing on a round stone, the other leaning on it", material="gold vermeil",
         colours={"Gold": "#e5b95f", "Silver": "#e6e4e0"}, fill=(.66, .58), focus=(.2, -.8, 2.6), zoom=2.0, close_elev=12, close_alt="hammered surface", beside="coin")
def hoop_earrings(p):
    n = Nodes().set(Base_Color=srgb(p.colour), Metallic=1.0, Roughness=.17)
    c = n.add("TexVoronoi", Vector=n.coords(), Scale=3.4, _feature="SMOOTH_F1")
    n.bump(c.outputs["Distance"], .5, .1)
    stone = Nodes()
    veins = stone.noise(.9, 5, stone.coords(scale=(.5, .5, 3.2)))
    stone.set(Base_Color=stone.ramp(veins, (.3, "#c9b596"), (.5, "#e6dac4"), (.7, "#efe7d8")), Roughness=.55).bump(veins, .12, .05)
    rod(3.5, 1.3, stone.material, .12, seg=128)
    a = np.linspace(0, 2 * np.pi, 140, endpoint=False)
    for at, rot in (((-.35, .5, 3.32), (0, 0, 12)), ((1.05, -1.72, 1.44), (-37, 0, -6))):
        P = np.stack([1.75 * np.cos(a), 0 * a, 1.75 * np.sin(a)], 1)
        hoop = sweep(P, ellipse(.17, .34, 24), n.material, .26 + .96 * np.clip(.55 - .55 * np.sin(a), 0, 1), closed=True, fixed_up=True, up=(0, 1, 0), flatten=False)
        hinges = [ball(.13, metal(p.colour, .12), at=(x, 0, 1.14)) for x in (-1.33, 1.33)]
        up = 1.75 + .14 if rot[0] else 0
        group(group(hoop, hinges, at=(0, 0, up)), at=at, rot=rot)
