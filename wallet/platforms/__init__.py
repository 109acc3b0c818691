"""A page of a platform in, where its badges' documents lie out; no platform is listed yet."""
