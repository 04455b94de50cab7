"""What a person follows on the joint list: searches that tell of what is new, and what they have put aside."""
