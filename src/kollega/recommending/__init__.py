"""What on the joint list suits a person, by what they have said themselves, and why in words."""
