"""Tell whether the body of a news story supports its headline, claim by claim, offline."""
