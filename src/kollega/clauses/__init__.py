"""The words of agreements: the product's own for each legal form, and what each network says instead, from a day on."""
