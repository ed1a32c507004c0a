"""The demo world: two networks that live through their own months, built by the product's own services."""
