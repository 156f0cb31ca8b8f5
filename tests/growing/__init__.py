"""A newcomer's additions, made in a copy of the product and tried there."""
