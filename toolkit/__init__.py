"""招商统计汇总工具箱: read, validate, consolidate and report a county's investment-promotion statistics."""

__version__ = "2.0.0"
