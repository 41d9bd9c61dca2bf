"""Whether the precursor rules point where harm follows."""
