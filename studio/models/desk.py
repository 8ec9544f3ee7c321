"""Stationery and books."""
from catalogue import product
from kit import *

HARBOUR = "Paper Harbour"


def bound(w, h, t, cover, page="#f1ebdd", overhang=.25, spine_round=0):
    """Hardcover lying flat: two boards, a rounded spine and a page block; spine towards -x."""
    parts = [box(w, h, .28, cover, .1), box(w, h, .28, cover, .1, at=(0, 0, t - .28)),
             box(w - overhang * 2, h - overhang * 2, t - .5, bisque(page, .9), .04, at=(-overhang * .3, 0, .25))]
    a = np.linspace(np.pi / 2, 3 * np.pi / 2, 14)
    arc = [(.22 * math.cos(x) * 2.2, t / 2 + t / 2 * math.sin(x)) for x in a]
    out = [(x, z) for x, z in arc] + [(.35, 0), (.35, .26), (.06, .26), (.06, t - .26), (.35, t - .26), (.35, t)]
    parts.append(prism(out, h, cover, .03, at=(-w / 2, h / 2, 0), rot=(90, 0, 0)))
    return parts


@product("linen-notebook", "Linen notebook A5", HARBOUR, "Stationery/Notebooks", cove="butter", elev=36, yaw=-24,
         alt="A5 notebook bound in {colour} linen with an elastic band and ribbon", material="linen, paper",
         colours={"Indigo": "#33456b", "Rust": "#b15a38", "Sage": "#8ea081", "Oat": "#ddd0b6"}, fill=(.74, .6), focus=(5, -8, 2), zoom=2.2, close_alt="linen weave, pages and ribbon", beside="pencil", close_elev=26)
def linen_notebook(p):
    m = fabric(p.colour, "linen", 2.2)
    bound(14.8, 21, 1.9, m)
    group(*bound(14.8, 21, 1.9, fabric(shade(p.colour, .72), "linen", 2.2)), at=(-.6, .8, 0), rot=(0, 0, 9))
    lower = [o for o in bpy.context.scene.objects if o.type == "MESH" and o.parent is None]
    el = paint(shade(p.colour, .5), .7)
    group(*lower, at=(0, 0, 1.92))
    group(box(.55, 21.3, .08, el, .02, at=(5.3, 0, 1.9)), box(.55, .1, 2.0, el, .02, at=(5.3, -10.6, -.04)), at=(0, 0, 1.92))
    sweep(catmull([(-1.5, -10.2, 2.85), (-1.7, -11.2, 2.7), (-2.2, -12.2, 1.4), (-2.6, -13.2, .12), (-3.2, -14.6, .06)]), rrect(.7, .06, .02), paint("#b8412f", .5), fixed_up=True, up=(1, 0, 0))
    lb = Label(6, 3, "#f3ecdd").frame(.06, "#3a342d", .012).text(.4, "NOTES", "serif", .3, "#3a342d", spacing=.08).rule(.72, .2, .8, "#b9ac97", .012)
    group(card(5.4, 2.7, lb.paper(), at=(-1.6, 4.4, 1.915), rot=(0, 0, 0)), at=(0, 0, 1.92))


@product("fountain-pen", "Fountain pen", HARBOUR, "Stationery/Pens", cove="ink", elev=52, yaw=-32,
         alt="{colour} resin fountain pen with gold nib, its cap beside it", material="resin, steel",
         colours={"Burgundy": "#6b1f2a", "Emerald": "#17503f", "Ivory": "#e8dfc8"}, fill=(.8, .6), focus=(-1.2, -.3, .8), zoom=2.3, close_alt="gold nib", close_elev=30)
def fountain_pen(p):
    m, g, k = paint(p.colour, .08, coat=1.0), metal("gold", .18), paint("#141414", .15, coat=.5)
    lathe([(0, 0), (.5, .12), (.62, .5), (.68, 4), (.66, 7.2), (.6, 7.3), (0, 7.3)], m, .1, at=(7.2, 0, .7), rot=(0, -90, 0))
    lathe([(.6, 0), (.64, .05), (.64, .3), (.58, .35)], g, .05, at=(-.05, 0, .7), rot=(0, -90, 0))
    lathe([(.58, 0), (.48, 1.4), (.44, 2.0), (.5, 2.2), (0, 2.2)], k, .1, at=(-.3, 0, .7), rot=(0, -90, 0))

    def nib(u, v):
        w = .42 * (1 - v ** 1.8) * (1 if v > .12 else .85) + .02
        a = (u - .5) * 2.4
        return (-2.4 - 2.3 * v, w * math.sin(a) * 1.1, .7 + .42 * math.cos(a) * (1 - .75 * v) - .12 * v)
    sheet(nib, g, 24, 24, .06)
    tube([(-2.3, 0, .72), (-3.6, 0, .68), (-4.4, 0, .62)], .24, k, taper=[1, .8, .2])
    cap = [lathe([(0, 0), (.45, .05), (.72, .3), (.78, 1.0), (.78, 6.2), (.7, 6.3), (.66, 6.2), (.66, 1), (0, .9)], m, .12), lathe([(.77, 5.2), (.83, 5.25), (.83, 5.9), (.77, 5.95)], g, .06),
           tube([(.4, 0, .1), (.98, 0, .35), (1.06, 0, 1.2), (.98, 0, 3.2), (.86, 0, 4.2)], .13, g, ry=.2, taper=[1, 1, 1, .9, 1.3]), lathe([(0, -.06), (.3, -.04), (.34, .08)], g, .05)]
    group(*cap, at=(4.4, -3.2, .85), rot=(0, -90, 160))


@product("pencil-cup", "Pencil cup with pencils", HARBOUR, "Stationery/Desk", cove="peach", elev=15, yaw=0,
         alt="{colour} pencil cup holding coloured pencils", material="cast stone",
         colours={"Terrazzo": "#e9e3d8", "Concrete": "#a7a39c", "Green": "#5f7d68"}, fill=(.56, .66), focus=(0, -4, 10), zoom=1.8, close_alt="rim and pencils")
def pencil_cup(p):
    m = terrazzo() if p.colour_name == "Terrazzo" else bisque(p.colour, .7)
    lathe([(0, 0), (3.9, 0, .4), (4.1, 9.6, .2), (3.4, 9.6, .2), (3.3, 1, .3), (0, .9)], m, .3)
    cols = ["#c8452f", "#e2b93b", "#2f6f9f", "#4d8a57", "#d98f86", "#3a3b3f", "#8a5c93"]
    for i, c in enumerate(cols):
        a = 2 * math.pi * i / len(cols) + .4
        b, t = np.array([-1.7 * math.cos(a), -1.7 * math.sin(a), 1.4]), np.array([2.6 * math.cos(a), 2.6 * math.sin(a), 9.6])
        d = (t - b) / np.linalg.norm(t - b)
        L = 14.2 + p.rng.uniform(-1.8, 1.2)
        sweep([b, b + d * L * .5, b + d * L], ellipse(.38, n=6), paint(c, .28, coat=.3))
        s = np.linspace(0, 1, 6)
        sweep([b + d * (L + 1.5 * k) for k in s], ellipse(.37, n=12), wood("beech", "z", scale=2), 1 - .72 * s)
        sweep([b + d * (L + 1.48 + .5 * k) for k in s], ellipse(.105, n=10), paint(c, .5), 1 - .85 * s)


@product("book-stack", "Three cloth-bound novels", HARBOUR, "Stationery/Books", cove="moss", elev=14, yaw=28,
         alt="Stack of three cloth-bound novels with foil-stamped spines", material="cloth, paper", variants=False,
         colours={"Mixed": "#b15a38"}, fill=(.76, .46), focus=(-2, -10.5, 4), zoom=2.1, close_alt="stamped spines")
def book_stack(p):
    z = 0
    for i, (c, w, h, t, title, au, rot) in enumerate((("#8f3f2c", 15, 22.5, 3.6, "THE SALT ROAD", "I. Marlow", 0), ("#2f5560", 14.2, 21.5, 2.9, "QUIET MACHINES", "A. Venn", -7), ("#d0a13c", 13.6, 20.5, 3.3, "NINE ORCHARDS", "L. Hale", 5))):
        ink = "#4a3312" if c == "#d0a13c" else "#f3e3bd"
        m = fabric(c, "linen", 2.2)
        parts = bound(w, h, t, m)
        lb = Label(h - 3, t * .5, None).text(.5, title, "serif", .62, ink, x=.42, spacing=.08, fit=.6)
        lb.draw.text((lb.W * .97, lb.H * .5), au, font=font("sans", lb.H * .4), fill=ink, anchor="rm")
        parts.append(card(h - 3, t * .5, lb.paper(rough=.3, metal=.5, grain=0), at=(-w / 2 - .495, 0, t / 2), rot=(90, 0, -90)))
        group(*parts, at=(0, 0, z), rot=(0, 0, 90 + rot))
        z += t


@product("desk-clock", "Alarm clock", "Homeward", "Home/Mirrors & clocks", cove="blush", elev=10, yaw=-20,
         alt="Round {colour} alarm clock on two legs, showing ten past ten", material="steel, glass",
         colours={"Mint": "#a4c4b2", "Black": "#262627", "Coral": "#d5684f"}, fill=(.6, .58), focus=(1, -4, 7), zoom=2.0, close_alt="dial and hands")
def desk_clock(p):
    m = paint(p.colour, .25, coat=.4)
    c = [lathe([(0, 0), (5.2, 0, .9), (5.9, 1.5), (5.9, 4.6, .3), (5.5, 4.9, .15), (5.2, 4.6), (5.2, 4.1), (0, 4.1)], m, .3)]
    lb = Label(10, 10, "#f6f0e3")
    for i in range(60):
        a = math.radians(6 * i)
        r0 = .42 if i % 5 else .395
        lb.draw.line([(lb.W * (.5 + r0 * math.sin(a)), lb.H * (.5 - r0 * math.cos(a))), (lb.W * (.5 + .44 * math.sin(a)), lb.H * (.5 - .44 * math.cos(a)))], fill="#2b2722", width=5 if i % 5 else 12)
    for i in range(1, 13):
        a = math.radians(30 * i)
        lb.draw.text((lb.W * (.5 + .32 * math.sin(a)), lb.H * (.5 - .32 * math.cos(a))), str(i), font=font("sans", 130), fill="#2b2722", anchor="mm")
    lb.text(.66, "homeward", "sans", .035, "#8a8175")
    c.append(lathe([(0, 4.12), (5.2, 4.12)], paint("#f6f0e3", .6), 0))
    c.append(disc(5.18, lb.paper(rough=.6, grain=0), at=(0, 0, 4.14), rot=(0, 0, 0)))
    k = paint("#1e1c1a", .35)
    for L, w, deg, z in ((2.6, .34, 305, 4.35), (3.9, .26, 60, 4.45)):
        a = math.radians(deg)
        c.append(prism([(-w, -.6), (w, -.6), (w * .5, L), (-w * .5, L)], .06, k, .02, at=(0, 0, z), rot=(0, 0, -deg)))
    c.append(prism([(-.07, -.9), (.07, -.9), (.05, 4.2), (-.05, 4.2)], .05, paint("#c8452f", .4), 0, at=(0, 0, 4.55), rot=(0, 0, -170)))
    c.append(rod(.3, .3, metal("brass", .2), .08, at=(0, 0, 4.45)))
    group(*c, at=(0, 2.4, 7.6), rot=(90, 0, 0))
    for s in (-1, 1):
        tube([(s * 3.0, 0, 3.2), (s * 4.6, 0, .35)], .42, metal("brass", .22))
        bell = [lathe([(0, 1.8), (1.2, 1.7), (2.3, .7), (2.5, 0), (2.3, 0), (0, .3)], metal("brass", .2), .2), rod(.25, 1.2, metal("brass", .2), .05, at=(0, 0, -1.0)), ball(.35, metal("brass", .2), at=(0, 0, 1.9))]
        group(*bell, at=(s * 3.3, 0, 13.4), rot=(0, s * 28, 0))
    tube([(-1.5, 0, 13.3), (-1.4, 0, 16.2), (0, 0, 17.2), (1.4, 0, 16.2), (1.5, 0, 13.3)], .22, metal("brass", .2))
