"""Which picture stands for a variant in the basket, where not every size of every colour has one."""

from cart import queries
from catalog.tests.test_variant_pictures import coloured


def test_a_colour_lends_its_picture_to_its_other_sizes_in_the_basket(db):
    _product, made = coloured()

    in_basket = queries.images_of(made)

    assert [in_basket[variant.pk].alt for variant in made] == ["indigo", "indigo", "rust", "rust"]
