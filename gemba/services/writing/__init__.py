"""The bodies of operations: the part of the services that knows entities, loaded when something is first written.

Every function takes the operation at hand, changes entities in it, and returns ids or nothing. Reading, wording and
everything else stays in gemba/services, so that lists come up without loading SQLAlchemy.
"""
