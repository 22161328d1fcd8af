"""The process that lives on: starts and ends visits, keeps submissions safe and sends them. No Qt."""
