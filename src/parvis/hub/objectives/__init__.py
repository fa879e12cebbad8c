"""Objectives and their KPIs: nothing is listened to, and nowhere spoken, without one."""
