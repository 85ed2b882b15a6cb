"""Pictures that look nearly alike are found; two records in the same form are not."""

import io

import pytest
from PIL import Image, ImageDraw

from gemba.imaging.alike import face_of, groups_alike, nearly_alike
from gemba.imaging.picture import Frame


def screen(*, rows=8, offset=0, clock="09:07"):
    """A screen with a table of numbers."""
    image = Image.new("RGB", (960, 540), (246, 245, 242))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 960, 40), fill=(47, 75, 196))
    draw.text((880, 14), clock, fill=(255, 255, 255))
    for row in range(rows):
        for column in range(6):
            text = str((row * 7919 + column * 104729 + offset * 1299709) % 10**9)
            draw.text((40 + column * 150, 80 + row * 54), text, fill=(28, 31, 36), font_size=26)
    return image


def face(image):
    small = image.copy()
    small.thumbnail((320, 320))
    return face_of(Frame(small.width, small.height, small.tobytes()))


def jpeg(image):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return Image.open(io.BytesIO(out.getvalue()))


ONE = face(screen())


@pytest.mark.parametrize(
    "other",
    [face(jpeg(screen())), face(screen().resize((480, 270))), face(screen(clock="11:52"))],
    ids=["saved as JPEG", "half the size", "a clock gone on"],
)
def test_the_same_screen_again_is_alike(other):
    assert nearly_alike(ONE, other)


@pytest.mark.parametrize(
    "other",
    [face(screen(offset=1)), face(screen(rows=7)), face(screen().crop((0, 0, 960, 420)))],
    ids=["another record in the same form", "a row fewer", "cut off"],
)
def test_something_else_is_not(other):
    assert not nearly_alike(ONE, other)


def test_groups_stand_in_the_order_of_the_pictures_and_a_single_one_is_none():
    faces = {"a": face(screen(offset=3)), "b": ONE, "c": face(jpeg(screen())), "d": face(screen(clock="17:00"))}
    assert groups_alike(faces) == [("b", "c", "d")]
    assert groups_alike({}) == []


def test_many_of_one_form_are_compared_one_after_the_other_and_joined_over_others():
    """Each differs a little from the next and more from those behind: all are one group, whatever their order."""
    faces = {
        str(at): face_of(Frame(64, 64, bytes(200 if y * 64 + x < at * 20 else 90 for y in range(64) for x in range(64) for _ in range(3))))
        for at in range(100, 110)
    }  # fmt: skip
    assert nearly_alike(faces["100"], faces["101"]) and not nearly_alike(faces["100"], faces["109"])
    whole = tuple(faces)
    assert groups_alike(faces) == [whole]
    back = dict(reversed(faces.items()))
    assert groups_alike(back) == [tuple(reversed(whole))]


@pytest.mark.parametrize("after", [0, 2])
def test_it_can_be_stopped_at_every_picture(after):
    left = iter(range(after))

    def stop():
        if next(left, None) is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        groups_alike({"a": ONE, "b": ONE, "c": ONE}, step=stop)
