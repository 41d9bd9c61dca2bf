"""What leads to a woman, her children or her supporters in a document that may reach him."""
