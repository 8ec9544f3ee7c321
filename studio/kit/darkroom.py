"""Tracing, denoising, developing."""

from pathlib import Path

import bpy
import numpy as np
from PIL import Image, ImageFilter

from kit.scratch import TMP

VIEW, LOOK = "Khronos PBR Neutral", "None"


def render(path, size=(800, 1000), samples=8, threads=2, exposure=0.0, scale=0.85):
    """Trace, denoise, develop; writes WebP (or whatever the suffix says).

    Tracing happens at `scale` of the final size: the denoised picture enlarges well and costs a quarter less.
    """
    s = bpy.context.scene
    s.render.engine = "CYCLES"
    c = s.cycles
    c.device, c.samples, c.use_adaptive_sampling, c.adaptive_threshold = "CPU", samples, True, 0.06
    c.use_denoising, c.denoiser, c.denoising_input_passes = True, "OPENIMAGEDENOISE", "RGB_ALBEDO_NORMAL"
    c.denoising_prefilter = "FAST"
    c.use_light_tree, c.adaptive_min_samples = False, 6
    s.world.cycles.sampling_method = "NONE"
    c.max_bounces, c.diffuse_bounces, c.glossy_bounces, c.transmission_bounces = 10, 2, 3, 10
    c.transparent_max_bounces, c.caustics_reflective, c.caustics_refractive = 12, False, False
    c.sample_clamp_indirect, c.blur_glossy = 4.0, 1.0
    s.render.resolution_x, s.render.resolution_y, s.render.resolution_percentage = *size, int(100 * scale)
    s.render.threads_mode, s.render.threads = "FIXED", threads
    s.view_settings.view_transform, s.view_settings.exposure = VIEW, exposure + 0.85
    s.view_settings.look = LOOK
    raw = TMP / "raw.png"
    s.render.image_settings.file_format, s.render.image_settings.color_depth = "PNG", "8"
    s.render.filepath = str(raw)
    bpy.ops.render.render(write_still=True)
    develop(raw, path, size)


def develop(raw, path, size, vignette=0.10, grain=0.006, quality=86, limit=44_000):
    """Vignette, a breath of grain, a little sharpening; then WebP below `limit` bytes."""
    im = Image.open(raw).convert("RGB").resize(size, Image.LANCZOS).filter(ImageFilter.UnsharpMask(1.0, 45, 2))
    x = np.asarray(im, np.float32) / 255
    h, w = x.shape[:2]
    yy, xx = np.mgrid[0:h, 0:w]
    r = np.hypot(xx / w - 0.5, yy / h - 0.5)
    x = x * (1 - vignette * np.clip(r / 0.7, 0, 1) ** 2.2)[..., None]
    x = x + np.random.default_rng(1).normal(0, grain, (h, w, 1))
    im = Image.fromarray((np.clip(x, 0, 1) * 255).astype(np.uint8))
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        im.save(path, quality=quality, method=6)
        if path.suffix != ".webp" or path.stat().st_size < limit or quality < 40:
            return
        quality -= 5
