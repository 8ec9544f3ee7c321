"""Speakers, headphones, turntable, radio."""
from catalogue import product
from kit import *

NORTH = "Northbeat Audio"


@product("portable-speaker", "Portable speaker", NORTH, "Audio/Speakers", cove="sand", elev=13, yaw=-16,
         alt="Portable speaker in {colour} fabric with a leather carrying strap", material="knitted fabric, leather",
         colours={"Lagoon": "#3f7480", "Chalk": "#dcd6ca", "Saffron": "#d0922c", "Charcoal": "#3a3c3f"}, fill=(.62, .58), focus=(2, -4.5, 13), zoom=2.1,
         close_alt="fabric weave, buttons and strap", beside="mug")
def portable_speaker(p):
    m = fabric(p.colour, "canvas", 1.6)
    lathe([(0, .8), (5.6, .8, .3), (6.0, 1.2, .4), (6.2, 13.6, 1.2), (5.2, 15, .3), (0, 15)], m, .5)
    rod(5.5, .9, paint("#1d1d1e", .6), .15)
    top = paint("#ece7dc", .35)
    lathe([(0, 14.9), (5.1, 14.9), (5.1, 15.3), (4.6, 15.5), (0, 15.45)], top, .15)
    for x in (-1.7, 0, 1.7):
        rod(.48, .25, paint("#cfc8ba", .4), .1, at=(x, -1.2, 15.4))
    st = leather("#a3623a")
    path = catmull([(-5.4, 0, 14.2), (-5.5, 0, 16.5), (-3.6, 0, 19.2), (0, 0, 20.1), (3.6, 0, 19.2), (5.5, 0, 16.5), (5.4, 0, 14.2)])
    sweep(path, rrect(.4, 1.7, .15), st, fixed_up=True, up=(0, 1, 0))
    for s in (-1, 1):
        rod(.5, .35, metal("brass", .2), .1, at=(s * 5.85, 0, 14.9), rot=(0, s * 90, 0))
    lb = Label(3, 1, None).text(.5, "northbeat", "techbold", .7, "#f4efe4" if p.colour_name != "Chalk" else "#333333")
    wrap(6.17, 3.0, 4.0, 28, lb.paper(grain=0, rough=.4), r2=6.2)


@product("bookshelf-speakers", "Bookshelf speakers, pair", NORTH, "Audio/Speakers", cove="clay", elev=9, yaw=0,
         alt="Pair of bookshelf speakers in {colour} with copper-coloured drivers", material="wood veneer",
         colours={"Walnut": "#6a452c", "White ash": "#dcc6a0", "Black": "#232324"}, fill=(.8, .6), focus=(-10, -9, 11), zoom=2.1, close_alt="woofer cone")
def bookshelf_speakers(p):
    body = paint("#232324", .4, grain=.05) if p.colour_name == "Black" else wood("walnut" if p.colour_name == "Walnut" else "ash", "z", .35, scale=.7, coat=.15)
    rubber, cone, cop = paint("#141415", .5), paint("#2a2b2d", .65), metal("copper", .28)

    def spk(x, turn):
        o = [box(17, 21, 28, body, .35), box(15.6, .8, 26.6, paint("#1b1c1d", .5), .3, at=(0, -10.6, .7))]
        for z, r in ((9.4, 6.3), (21, 3.1)):
            o.append(lathe([(r * .98, 0), (r * 1.12, .1), (r * 1.12, .5), (r * 1.0, .62), (r * .9, .35), (r * .8, .75), (r * .66, .2), (r * .3, -.6)], rubber, .06, at=(0, -11.0, z), rot=(90, 0, 0)))
            o.append(lathe([(r * .78, .3), (r * .28, -.7)], cone if z < 12 else cop, .05, at=(0, -11.0, z), rot=(90, 0, 0)))
            o.append(ball(r * .34, cop, at=(0, -10.5, z), squash=.7))
            for k in range(6):
                a = math.radians(60 * k + 30)
                o.append(rod(.22, .1, metal("steel", .2), .04, at=(r * 1.06 * math.cos(a), -11.55, z + r * 1.06 * math.sin(a)), rot=(90, 0, 0), seg=12))
        lb = Label(4, .9, None).text(.5, "NORTHBEAT", "techbold", .6, "#c9b9a3", spacing=.15)
        o.append(card(4, .9, lb.paper(grain=0), at=(0, -11.02, 1.7)))
        return group(*o, at=(x, 0, .4), rot=(0, 0, turn))
    spk(-11.5, 14)
    spk(11.5, -10)


@product("headphones", "Over-ear headphones", NORTH, "Audio/Headphones", cove="mist", elev=12, yaw=-32,
         alt="Over-ear headphones in {colour} with leather cushions", material="aluminium, leather",
         colours={"Cream": "#e6dfd0", "Graphite": "#37393c", "Clay": "#b5694b", "Pine": "#3e5a4b"}, fill=(.66, .6), focus=(-6, -5, 7), zoom=2.1, close_alt="ear cushion and hinge")
def headphones(p):
    m, pad, st = paint(p.colour, .35, grain=.02), leather("#5b3a28" if p.colour_name != "Graphite" else "#242424", .5), metal("steel", .25)
    a = np.linspace(math.radians(-8), math.radians(188), 60)
    arc = np.stack([8.6 * np.cos(a), 0 * a, 10.5 + 8.8 * np.sin(a)], 1)
    sweep(arc, rrect(.35, 1.5, .15), st, fixed_up=True, up=(0, 1, 0))
    b = np.linspace(math.radians(28), math.radians(152), 60)
    band = np.stack([8.75 * np.cos(b), 0 * b, 10.5 + 8.95 * np.sin(b)], 1)
    sweep(band, rrect(1.2, 3.2, .55), leather(shade(p.colour, .92), .5), np.r_[np.linspace(.72, 1, 8), np.ones(44), np.linspace(1, .72, 8)], fixed_up=True, up=(0, 1, 0))
    for s in (-1, 1):
        cup = [lathe([(0, 0), (3.6, 0, .8), (4.2, 1.0, .6), (4.2, 2.2, .3), (0, 2.2)], m, .4),
               lathe([(0, -.05), (2.2, -.05), (2.3, .08), (0, .1)], metal("steel", .3), .02),
               lathe([(1.9, 2.2), (4.1, 2.2, .2), (4.35, 3.4, .9), (3.4, 4.2, .8), (2.2, 3.5, .5), (1.9, 2.3)], pad, .6),
               rod(2.3, .2, paint("#1b1b1c", .9), .02, at=(0, 0, 2.3))]
        for c in cup:
            c.scale = (1.0, 1.22, 1)
        g = group(*cup, rot=(0, 0, 90))
        group(g, at=(s * 9.9, 0, 6.0), rot=(0, -90 * s, 0))
        tube([(s * 8.7, 0, 9.0), (s * 9.3, 0, 8.2), (s * 9.4, 0, 6.4)], .5, st)


@product("turntable", "Belt-drive turntable", NORTH, "Audio/Turntables", cove="butter", elev=30, yaw=-22,
         alt="Belt-drive turntable on a {colour} plinth, playing a record", material="wood, aluminium, vinyl",
         colours={"Walnut": "#6a452c", "White": "#e8e4db", "Sage": "#94a388"}, fill=(.84, .58), focus=(9, 2, 9), zoom=2.3, close_alt="tonearm and record label")
def turntable(p):
    m = wood("walnut", "x", .35, scale=.6, coat=.3) if p.colour_name == "Walnut" else paint(p.colour, .25, coat=.4)
    al, black = metal("#cfcfcd", .25), paint("#171718", .4)
    box(44, 35, 6.5, m, .5, at=(0, 0, 2.2), corner=1.2)
    for x in (-17, 17):
        for y in (-13, 13):
            rod(2.4, 2.4, black, .4, at=(x, y, 0))
    P = (-4.5, 0.5)
    lathe([(0, 0), (15.2, 0, .1), (15.2, 1.6, .2), (0, 1.6)], al, .2, at=(*P, 9.0))
    rod(15, .4, fabric("#2c2c2c", "felt"), .05, at=(*P, 10.6))
    n = Nodes().set(Base_Color=srgb("#0c0c0d"), Roughness=.22, Specular_IOR_Level=.7)
    rad = n.add("VectorMath", _operation="LENGTH")
    n.put(rad, 0, n.add("TexCoord").outputs["Object"])
    n.bump(n.math("SINE", n.math("MULTIPLY", rad.outputs["Value"], 13.0)), .12, .02)
    lathe([(0, 0), (15.0, 0, .05), (15.1, .15, .05), (15, .28, .05), (0, .28)], n.material, .05, at=(*P, 11.0), seg=160)
    lb = Label(10, 10, "#d2643e").dot(.5, .5, .48, "#e7b04a").dot(.5, .5, .4, "#d2643e").text(.3, "SLOW TIDES", "bold", .09, "#f7ead2", spacing=.1).text(.72, "side one", "hand", .1, "#f7ead2")
    lathe([(0, .0), (5, 0), (5, .03), (0, .03)], paint("#d2643e", .6), 0, at=(*P, 11.29))
    disc(4.9, lb.paper(rough=.6), at=(*P, 11.31), rot=(0, 0, 30))
    rod(.35, 1.4, al, .12, at=(*P, 11.2))
    lathe([(0, 0), (3.2, 0, .2), (3.2, 1.2, .2), (1.7, 1.6, .2), (1.7, 4.4, .2), (0, 4.4)], al, .2, at=(16.5, 9.5, 8.7))
    tube([(17, 13.6, 12.6), (16.5, 9.5, 12.7), (16.2, 3, 12.7), (13.6, -4.5, 12.5), (7.5, -8.3, 12.2)], .38, al)
    rod(1.3, 2.2, al, .3, at=(17.15, 15.4, 12.6), rot=(90, 0, 0))
    box(1.7, 3.4, .7, black, .15, at=(6.6, -8.9, 11.75), rot=(0, 6, -58))
    for y, r in ((-13, 1.5), (-8.6, 1.0)):
        rod(r, .9, al, .2, at=(17.8, y, 8.7))


@product("table-radio", "Table radio", NORTH, "Audio/Radios", cove="teal", elev=10, yaw=18,
         alt="Table radio in {colour} with an oak body, round dial and cloth grille", material="oak, fabric",
         colours={"Cream": "#e9dfc6", "Tomato": "#b8412f", "Petrol": "#2f5560"}, fill=(.8, .52), focus=(8, -8, 8), zoom=2.3, close_alt="tuning dial")
def table_radio(p):
    w = wood("oak", "x", .4, scale=.8, coat=.1)
    prism(rrect(28, 17, 2.4), 12, w, .35, at=(0, 6, 9.8), rot=(90, 0, 0))
    prism(rrect(25.8, 14.8, 1.6), .5, paint(p.colour, .35), .2, at=(0, -5.9, 9.8), rot=(90, 0, 0))
    prism(rrect(12.4, 12.4, 1.0), .4, fabric(shade(p.colour, .8), "canvas", 1.3), .15, at=(-5.6, -6.3, 9.8), rot=(90, 0, 0))
    lb = Label(8, 8, "#f4ecd9").dot(.5, .5, .46, outline="#35302a", width=.008)
    for i in range(31):
        a = math.radians(210 - i * 8)
        r0, r1 = (.36 if i % 5 == 0 else .39), .43
        lb.draw.line([(lb.W * (.5 + r0 * math.cos(a)), lb.H * (.5 - r0 * math.sin(a))), (lb.W * (.5 + r1 * math.cos(a)), lb.H * (.5 - r1 * math.sin(a)))], fill="#35302a", width=8)
    for i, t in enumerate(("88", "92", "96", "100", "104", "108")):
        a = math.radians(205 - i * 46)
        lb.draw.text((lb.W * (.5 + .29 * math.cos(a)), lb.H * (.5 - .29 * math.sin(a))), t, font=font("sans", 90), fill="#35302a", anchor="mm")
    lb.text(.82, "FM", "bold", .08, "#b8412f")
    rod(4.4, .5, metal("brass", .25), .15, at=(6.8, -6.3, 11.6), rot=(90, 0, 0))
    lathe([(0, 0), (4.0, 0), (4.0, .05), (0, .05)], paint("#f4ecd9", .5), 0, at=(6.8, -6.78, 11.6), rot=(90, 0, 0))
    disc(3.95, lb.paper(rough=.4, grain=0), at=(6.8, -6.84, 11.6))
    lathe([(0, 0), (1.5, 0, .1), (1.4, 1.3, .2), (0, 1.3)], metal("brass", .22), .2, at=(6.8, -6.85, 11.6), rot=(90, 0, 0))
    box(.25, .1, 2.6, paint("#b8412f", .4), .04, at=(8.0, -6.95, 12.5), rot=(0, 50, 0))
    for x in (4.2, 6.8, 9.4):
        rod(.75, .9, metal("brass", .25), .15, at=(x, -6.3, 4.6), rot=(90, 0, 0))
    for x in (-10, 10):
        rod(1.2, 1.4, paint("#1b1b1b", .6), .2, at=(x, 0, 0))
    tube([(11.5, 4, 18), (17, 4.5, 33)], .18, metal("steel", .15))
    ball(.38, metal("steel", .15), at=(17, 4.5, 33.2))
