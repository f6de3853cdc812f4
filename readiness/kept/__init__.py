"""Ministry pages kept whole: what was said on a day, the rows it follows from, and what changed since.

``snapshot`` writes the document, ``facts`` keeps what the firms were judged by, ``keeping`` stores a page,
``reading`` opens it and checks that its figures follow from its rows, ``rejudging`` judges the kept facts once
more, ``recounting`` counts their days again by today's method, ``since`` splits the difference between two pages by cause, ``pdf`` prints one.
"""
