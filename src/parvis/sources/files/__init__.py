"""Files of any common shape: opened, decoded, taken apart into rows, their columns recognised."""
