"""Bags, wallets, umbrella."""
from catalogue import product
from kit import *

CARRY = "Carryall Co."


def soft_box(w, d, h, m, puff=1.0, sag=.6, rng=None, taper=1.0, n=4.5):
    """Filled cloth body: superellipse section that breathes with height."""
    zs = np.r_[0, .12, .4, .9, np.linspace(1.8, h - 1.2, 26), h - .4, h]
    th = np.linspace(0, 2 * np.pi, 121)[:-1]
    ph = (rng.uniform(0, 6) if rng else 0)
    V = []
    for z in zs:
        t = z / h
        k = 1 + puff * .06 * math.sin(math.pi * min(1, t * 1.05)) - (1 - taper) * t
        foot = 1 - .06 * max(0, 1 - z / 1.2) ** 2
        for a in th:
            c, s = math.cos(a), math.sin(a)
            x = np.sign(c) * abs(c) ** (2 / n) * w / 2
            y = np.sign(s) * abs(s) ** (2 / n) * d / 2
            wr = .12 * sag * math.sin(3 * a + 5 * t + ph) * math.sin(math.pi * t) + .08 * sag * math.sin(9 * a - 11 * t + ph)
            V.append((x * k * foot * (1 + wr * .06), y * (1 + puff * .16 * math.sin(math.pi * t)) * foot + wr * np.sign(s) * .9, z))
    k = len(th)
    F = [(i * k + j, i * k + (j + 1) % k, (i + 1) * k + (j + 1) % k, (i + 1) * k + j) for i in range(len(zs) - 1) for j in range(k)]
    F += [tuple(range(k))[::-1], tuple(range((len(zs) - 1) * k, len(zs) * k))]
    return mesh(V, F, m, flatten=False)


@product("canvas-tote", "Canvas tote bag", CARRY, "Bags/Totes", cove="stone", elev=8, yaw=-18,
         alt="{colour} canvas tote bag with leather handles", material="cotton canvas, leather",
         colours={"Natural": "#e2d6bd", "Olive": "#6b6f4c", "Navy": "#2f3d57", "Brick": "#a5503a"}, fill=(.64, .68), focus=(4, -6, 27), zoom=2.1, close_alt="handle stitching and canvas", beside="bottle")
def canvas_tote(p):
    m, l = fabric(p.colour, "canvas", .9), leather("#8a5230")
    soft_box(36, 13, 32, m, 1.0, 1.2, p.rng)
    for y in (-6.4, 6.4):
        pts = [(-8, y * 1.05, 24), (-8, y, 32.5), (-7.2, y * .8, 43), (-4, y * .62, 49.5), (0, y * .55, 51), (4, y * .62, 49.5), (7.2, y * .8, 43), (8, y, 32.5), (8, y * 1.05, 24)]
        sweep(catmull(pts), rrect(.35, 2.4, .12), l, fixed_up=True, up=(0, 1, 0))
    for x in (-8, 8):
        box(3.2, .5, 6.2, l, .15, at=(x, -7.35, 23.4), rot=(4, 0, 0))
        for dx, dz in ((-1, .8), (1, .8), (-1, 5.2), (1, 5.2)):
            rod(.28, .25, metal("brass", .2), .06, at=(x + dx, -7.55 - (0 if dz < 2 else -.25), 23.6 + dz), rot=(90, 0, 0), seg=16)
    lb = Label(12, 7, None).text(.36, "CARRYALL", "bold", .3, "#2d2a26" if p.colour_name == "Natural" else "#efe6d2", spacing=.12).text(.7, "goods for going out", "hand", .24, "#2d2a26" if p.colour_name == "Natural" else "#efe6d2")
    card(13, 7.6, lb.paper(rough=.8, grain=0), at=(0, -7.85, 13.5))


@product("roll-backpack", "Roll-top backpack", CARRY, "Bags/Backpacks", cove="moss", elev=9, yaw=-26,
         alt="{colour} roll-top backpack with leather straps and brass buckles", material="waxed canvas, leather",
         colours={"Mustard": "#c28e2d", "Forest": "#3f5643", "Slate": "#525b63"}, fill=(.6, .68), focus=(0, -8, 30), zoom=2.0, close_alt="buckle and roll top")
def roll_backpack(p):
    m, l, b = fabric(p.colour, "canvas", .9), leather("#6a3d24"), metal("brass", .22)
    soft_box(29, 15, 36, m, 1.1, 1.0, p.rng, .97)
    a = soft_box(28.5, 7, 5.6, m, .3, .5, p.rng, 1, 3)
    a.location = (0, 0, 36)
    tube([(-14.2, -1.5, 41), (0, -2.2, 41.3), (14.2, -1.5, 41)], 2.6, m, ry=2.0, taper=[1, 1.05, 1])
    tube([(-14.3, -3.0, 39.2), (0, -3.8, 39.4), (14.3, -3.0, 39.2)], 1.6, m, ry=1.3)
    pocket = soft_box(22, 6, 16, fabric(shade(p.colour, .93), "canvas", .9), 1.0, .8, p.rng, .98, 5)
    pocket.location = (0, -7.4, 3)
    prism(rrect(22.6, 6, 1.2), .5, fabric(shade(p.colour, .86), "canvas", .9), .2, at=(0, -10.3, 17.6), rot=(97, 0, 0))
    for x in (-7, 7):
        sweep(catmull([(x, -4.4, 43.2), (x, -5.7, 40), (x, -7.6, 35), (x, -9.3, 28), (x, -9.4, 22.5)]), rrect(.35, 2.0, .1), l, fixed_up=True, up=(1, 0, 0)).name = "strap"
        fr = fillet([(-1.5, -1.2), (1.5, -1.2), (1.5, 1.2), (-1.5, 1.2)], .4, closed=True)
        sweep([(q[0], 0, q[1]) for q in fr], ellipse(.22, n=10), b, closed=True, at=(x, -9.6, 29.5), rot=(-8, 0, 0))
        tube([(x, -9.7, 28.4), (x, -9.75, 30.6)], .16, b)
    lb = Label(5, 3, "#6a3d24").frame(.08, "#3f2413", .02).text(.5, "CARRYALL", "bold", .24, "#3f2413", spacing=.05)
    box(6, .4, 3.6, l, .15, at=(0, -11.1, 8.6))
    card(5.2, 3.0, lb.paper(rough=.5), at=(0, -11.33, 10.4))
    tube([(-2.5, 3, 41.5), (-2.2, 3.4, 45.5), (0, 3.6, 46.6), (2.2, 3.4, 45.5), (2.5, 3, 41.5)], .55, l)


@product("leather-wallet", "Bifold leather wallet", CARRY, "Bags/Wallets", cove="sand", elev=34, yaw=-22,
         alt="{colour} leather bifold wallet with contrast stitching", material="vegetable-tanned leather",
         colours={"Cognac": "#9c5527", "Black": "#222122", "Bottle green": "#2a4436"}, fill=(.74, .5), focus=(3, -4, 1.4), zoom=2.2, close_alt="edge stitching and grain", beside="coin", close_elev=28)
def leather_wallet(p):
    l = leather(p.colour, .45)
    st = paint(shade(p.colour, 1.9) if p.colour_name != "Black" else "#8a8178", .7)
    out = rrect(11, 9, .9)
    prism(out, .55, l, .16)
    card_m = [paint("#d9cdb4", .4), paint("#3f6a78", .4)]
    prism(rrect(8.6, 5.4, .35), .09, card_m[0], .02, at=(-.4, 2.5, .62), rot=(0, 0, 0))
    prism(rrect(8.6, 5.4, .35), .09, card_m[1], .02, at=(.1, 2.1, .74), rot=(0, 0, 1.5))
    prism(out, .6, l, .18, at=(0, -.15, .9))
    tube([(-5.5, 4.0, .75), (-5.5, 0, .75), (-5.5, -4.2, .75)], .75, l, ry=.4)
    path = fillet([(-4.9, -4.15), (5.05, -4.15), (5.05, 3.85), (-4.9, 3.85)], .7, closed=True)
    P = np.vstack([path, path[:1]])
    d = np.r_[0, np.cumsum(np.linalg.norm(np.diff(P, axis=0), axis=1))]
    for q in np.arange(.2, d[-1], .42):
        a0 = [np.interp(q, d, P[:, i]) for i in (0, 1)]
        a1 = [np.interp(q + .26, d, P[:, i]) for i in (0, 1)]
        tube([(*a0, 1.5), (*a1, 1.5)], .055, st, seg=6)
    lb = Label(4, 1, None).text(.5, "CARRYALL CO.", "bold", .5, shade(p.colour, .5) if p.colour_name != "Black" else "#5a5450", spacing=.1)
    card(3.2, .8, lb.paper(rough=.6, grain=0), at=(2.6, -3.2, 1.515), rot=(0, 0, 0))


@product("umbrella", "Stick umbrella", CARRY, "Bags/Umbrellas", cove="sky", elev=20, yaw=0,
         alt="Open {colour} umbrella with a curved wooden handle resting on the floor", material="polyester, beech",
         colours={"Yellow": "#e0b12e", "Navy": "#2c3a57", "Coral": "#d5684f"}, fill=(.82, .62), beside="book")
def umbrella(p):
    n, R, H = 8, 50, 22
    def cloth(u, v):
        a = u * 2 * math.pi
        k = abs(((u * n) % 1) - .5) * 2                       # 1 on a rib, 0 between
        r = R * math.sin(v * 1.15) / math.sin(1.15)
        edge = 1 - .085 * (1 - k ** 2) * v ** 2
        z = H * (math.cos(v * 1.15) - math.cos(1.15)) / (1 - math.cos(1.15)) - 1.4 * (1 - k) * v + 1.8 * (1 - k) * v * (1 - v)
        return r * edge * math.cos(a), r * edge * math.sin(a), z
    m = Nodes().set(Base_Color=srgb(p.colour), Roughness=.6, Sheen_Weight=.2).material
    parts = [sheet(cloth, m, 160, 24, .15)]
    st, w = metal("steel", .25), wood("beech", "z", .3, coat=.3)
    for i in range(n):
        parts.append(tube([cloth(i / n, .02 + .98 * t / 8) for t in range(9)], .28, st))
        q = cloth(i / n, .55)
        parts.append(tube([(q[0], q[1], q[2] - .3), (0, 0, 2)], .22, st))
        e = cloth(i / n, 1)
        parts.append(ball(.6, w, at=e))
    parts.append(tube([(0, 0, 26), (0, 0, -38)], .55, st))
    parts.append(lathe([(0, 0), (1.2, 0), (.7, 3), (0, 4.5)], w, .3, at=(0, 0, 21.5)))
    parts.append(tube([(0, 0, -36), (0, 0, -48), (0, -3.5, -54), (0, -8, -54), (0, -10.5, -49.5)], 1.35, w))
    g = group(*parts, rot=(0, 0, 22))
    t = group(g, rot=(-62, 0, 0))
    t2 = group(t, rot=(0, 0, 28))
    bpy.context.view_layer.update()
    t2.location.z -= points()[:, 2].min()


@product("weekender", "Weekend duffel", CARRY, "Bags/Travel", cove="clay", elev=12, yaw=-22,
         alt="{colour} canvas weekend duffel with leather ends and handles", material="canvas, leather",
         colours={"Ink": "#2e3a4d", "Sand": "#cbb68f", "Moss": "#6d7450"}, fill=(.8, .54), focus=(-12, -14, 18), zoom=2.2, close_alt="handle, buckle and piping")
def weekender(p):
    m, l, b = fabric(p.colour, "canvas", .8), leather("#7d4626"), metal("brass", .22)
    sec = ellipse(13.5, 12.5, 64)
    sec[:, 1] = np.maximum(sec[:, 1], -11.0)
    x = np.r_[np.linspace(-24, -22.5, 6), np.linspace(-21.5, 21.5, 40), np.linspace(22.5, 24, 6)]
    t = (np.abs(x) - 21.5) / 2.5
    sc = np.where(t > 0, np.sqrt(np.clip(1 - t ** 2 * .5, 0, 1)), 1) * (1 + .02 * np.sin(x * .5))
    sweep(np.stack([x, 0 * x, 0 * x + 11], 1), np.stack([sec[:, 0], sec[:, 1]], 1), m, sc, fixed_up=True, up=(0, 0, 1), flatten=False)
    for s in (-1, 1):
        ring(13.15, .45, l, at=(s * 22.6, 0, 11.0), rot=(0, 90, 0)).scale = (.93, 1, 1)
    for xx in (-9.5, 9.5):
        a = np.linspace(-60, 240, 60)
        P = np.stack([0 * a + xx, 13.75 * np.cos(np.radians(a)), 11 + 12.75 * np.sin(np.radians(a))], 1)
        P = P[P[:, 2] > .3]
        sweep(P, rrect(.4, 2.6, .15), l, fixed_up=True, up=(1, 0, 0))
    for y in (-1, 1):
        sweep(catmull([(-9.5, y * 11.2, 18.5), (-9, y * 9.5, 26), (-6.5, y * 7.5, 33.5), (0, y * 6.8, 36), (6.5, y * 7.5, 33.5), (9, y * 9.5, 26), (9.5, y * 11.2, 18.5)]), ellipse(.95, n=14), l)
        for xx in (-9.5, 9.5):
            ring(1.35, .28, b, at=(xx, y * 11.6, 18.6), rot=(90 - y * 30, 0, 0))
    tube([(-19, 0, 23.45), (19, 0, 23.45)], .28, b, ry=.5)
    box(6, .35, 4, l, .15, at=(0, -13.6, 9), rot=(0, 0, 0))
