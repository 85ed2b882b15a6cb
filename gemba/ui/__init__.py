"""The window: what a person sees and touches. The only room that knows Qt; it speaks to services through gemba/app.py.

Must not know the store, pictures' bytes or paper: values and rows in, calls of services out.
"""
