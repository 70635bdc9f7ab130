"""From YAML text to norms, trees and organisations, or to a list of what is wrong. Pure: text in, values out."""
