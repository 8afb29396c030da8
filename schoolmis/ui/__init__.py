"""The look: components, template tags, lists, forms and charts. Knows no model of the school."""
