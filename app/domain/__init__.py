"""What a resource is: values and rules, without files, database or clock."""
